using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Metrics;

/// <summary>Optimal transport between two uniform samples of n points with an entropic penalty, by Sinkhorn's iteration of potentials.</summary>
/// <param name="cost">[n × n] row-major.</param>
/// <param name="size">n.</param>
/// <param name="epsilon">Strength of the penalty, in units of the cost.</param>
internal sealed class EntropicTransport(float[] cost, int size, double epsilon)
{
    /// <summary>How far potentials may still move in a round, in the mean and in units of ε.</summary>
    /// <remarks>
    /// The mean and not the largest, because the value is a mean: an outlier of a heavy tail carries one n-th of the mass, and its potential moves on, by less in
    /// each round, for thousands of rounds after the value stands still. The dual problem is concave, so that the value is off by at most this number times what the
    /// worst potential has left to go.
    /// </remarks>
    private const double Tolerance = 2e-4;
    private const int MostRounds = 2_000;
    private readonly float[] transposed = Transposed(cost, size);
    private readonly float[] exponents = new float[size];

    /// <summary>The value of the dual problem, the sum of the mean potentials: each potential is projected in turn until they hardly move.</summary>
    /// <returns>The value; NaN if the potentials did not settle.</returns>
    public double Solve()
    {
        double[] rows = new double[size];
        double[] columns = new double[size];
        double[] next = new double[size];
        for (int round = 0; round < MostRounds; round++)
        {
            Project(transposed, rows, columns);
            Project(cost, columns, next);
            (rows, next) = (next, rows);
            if (Move(rows, next) <= Tolerance * epsilon)
            {
                return rows.Average() + columns.Average();
            }
        }

        return double.NaN;
    }

    /// <summary>The same for a sample against itself, whose potentials are equal: going half of the way settles in a handful of rounds.</summary>
    /// <returns>The value; NaN if the potential did not settle.</returns>
    public double SolveSymmetric()
    {
        double[] potential = new double[size];
        double[] next = new double[size];
        for (int round = 0; round < MostRounds; round++)
        {
            Project(cost, potential, next);
            if (Move(potential, next) <= Tolerance * epsilon)
            {
                return 2 * next.Average();
            }

            for (int place = 0; place < size; place++)
            {
                potential[place] = (potential[place] + next[place]) / 2;
            }
        }

        return double.NaN;
    }

    /// <summary>−ε ln of the mean of exp((potential − cost)/ε) along each row.</summary>
    private void Project(float[] costs, double[] potential, double[] projected)
    {
        // Relative to their mean, potentials of far-apart samples lose no digits in single precision.
        double mean = potential.Average();
        float inverse = (float)(1 / epsilon);
        float[] shifted = [.. potential.Select(value => (float)(value - mean))];
        for (int row = 0; row < size; row++)
        {
            projected[row] = -mean - (epsilon * (LogSum(costs.AsSpan(row * size, size), shifted, inverse) - Math.Log(size)));
        }
    }

    private double LogSum(ReadOnlySpan<float> costs, ReadOnlySpan<float> potential, float inverse)
    {
        ref float cost0 = ref MemoryMarshal.GetReference(costs);
        ref float potential0 = ref MemoryMarshal.GetReference(potential);
        ref float exponent0 = ref MemoryMarshal.GetArrayDataReference(exponents);
        Vector512<float> factor = Vector512.Create(inverse);
        Vector512<float> highest = Vector512.Create(float.NegativeInfinity);
        int place = 0;
        for (; place <= size - Vector512<float>.Count; place += Vector512<float>.Count)
        {
            Vector512<float> exponent = (Vector512.LoadUnsafe(ref potential0, (nuint)place) - Vector512.LoadUnsafe(ref cost0, (nuint)place)) * factor;
            exponent.StoreUnsafe(ref exponent0, (nuint)place);
            highest = Vector512.Max(highest, exponent);
        }

        float largest = float.NegativeInfinity;
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            largest = Math.Max(largest, highest[lane]);
        }

        int whole = place;
        for (; place < size; place++)
        {
            exponents[place] = (potential[place] - costs[place]) * inverse;
            largest = Math.Max(largest, exponents[place]);
        }

        Vector512<float> shift = Vector512.Create(largest);
        Vector512<float> sums = Vector512<float>.Zero;
        for (place = 0; place < whole; place += Vector512<float>.Count)
        {
            sums += VectorMath.Exp(Vector512.LoadUnsafe(ref exponent0, (nuint)place) - shift);
        }

        double sum = Vector512.Sum(sums);
        for (; place < size; place++)
        {
            sum += Math.Exp(exponents[place] - largest);
        }

        return largest + Math.Log(sum);
    }

    private static double Move(double[] before, double[] after) => before.Zip(after, (old, now) => Math.Abs(old - now)).Average();

    private static float[] Transposed(float[] table, int size)
    {
        float[] other = new float[table.Length];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                other[(column * size) + row] = table[(row * size) + column];
            }
        }

        return other;
    }
}
