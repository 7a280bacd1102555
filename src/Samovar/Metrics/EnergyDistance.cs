using System.Numerics;
using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>The energy distance 2 E|x − y| − E|x − x′| − E|y − y′| to exact draws, in the units of the points; 0 only for equal laws.</summary>
/// <remarks>
/// All pairs count, those of a point with itself too, so that the estimate is never negative and has a floor near 2 E|y − y′| / n. Nothing to do with the energy
/// of the target. Source: Székely and Rizzo, 2013, Journal of Statistical Planning and Inference 143.
/// </remarks>
[Catalogued("energy-distance")]
public sealed class EnergyDistance() : TwoSampleMetric("energy-distance", largestChunk: 1_000, mostChunks: 5)
{
    /// <summary>The estimate for two samples.</summary>
    /// <param name="left">[n, d].</param>
    /// <param name="right">[m, d].</param>
    internal static double Of(Batch left, Batch right) => (2 * MeanDistance(left, right)) - MeanDistance(left, left) - MeanDistance(right, right);

    /// <inheritdoc/>
    private protected override double Compare(Batch draws, Batch exact, RandomStream random) => Of(draws, exact);

    private static double MeanDistance(Batch left, Batch right)
    {
        float[] squares = PairTable.SquaredDistances(left, right);
        double total = 0;
        for (int row = 0; row < left.Count; row++)
        {
            total += SumOfRoots(squares.AsSpan(row * right.Count, right.Count));
        }

        return total / squares.Length;
    }

    /// <summary>Summed in single precision within a row alone: rounding stays near 1e-6 of it, and errors of rows average out.</summary>
    private static double SumOfRoots(ReadOnlySpan<float> squares)
    {
        Vector<float> sums = Vector<float>.Zero;
        int place = 0;
        for (; place <= squares.Length - Vector<float>.Count; place += Vector<float>.Count)
        {
            sums += Vector.SquareRoot(new Vector<float>(squares[place..]));
        }

        double sum = Vector.Sum(sums);
        for (; place < squares.Length; place++)
        {
            sum += Math.Sqrt(squares[place]);
        }

        return sum;
    }
}
