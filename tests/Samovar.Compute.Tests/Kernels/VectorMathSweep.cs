using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Tests.Kernels;

// Arguments for sweeps, and the largest relative error of a vector function over them.
internal static class VectorMathSweep
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const double SmallestNormalDouble = 2.2250738585072014e-308;

    public static float[] Singles(double low, double high)
    {
        return [.. Doubles(low, high).Select(x => (float)x).Where(x => x >= low && x <= high)];
    }

    // Evenly spaced points, and points evenly spaced in the logarithm of |x|, of both signs where the range has them.
    public static double[] Doubles(double low, double high)
    {
        const int Count = 40_000;
        List<double> points = [];
        for (int i = 0; i <= Count; i++)
        {
            points.Add(low + ((high - low) * ((double)i / Count)));
        }

        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        for (int i = 0; i <= Count; i++)
        {
            double magnitude = 1e-37 * Math.Pow(largest / 1e-37, (double)i / Count);
            points.Add(magnitude);
            points.Add(-magnitude);
        }

        return [.. points.Where(x => x >= low && x <= high)];
    }

    public static float[] Apply(Func<Vector512<float>, Vector512<float>> function, float[] arguments)
    {
        float[] padded = new float[(arguments.Length + 15) / 16 * 16];
        arguments.CopyTo(padded, 0);
        Span<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(padded.AsSpan());
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = function(vectors[i]);
        }

        return padded[..arguments.Length];
    }

    public static double[] Apply(Func<Vector512<double>, Vector512<double>> function, double[] arguments)
    {
        double[] padded = new double[(arguments.Length + 7) / 8 * 8];
        arguments.CopyTo(padded, 0);
        Span<Vector512<double>> vectors = MemoryMarshal.Cast<double, Vector512<double>>(padded.AsSpan());
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = function(vectors[i]);
        }

        return padded[..arguments.Length];
    }

    public static (double Error, double At) LargestError(
        Func<Vector512<float>, Vector512<float>> function, Func<double, double> reference, float[] arguments)
    {
        float[] results = Apply(function, arguments);
        return Largest(arguments.Length, SmallestNormal, i => (arguments[i], results[i], reference(arguments[i])));
    }

    public static (double Error, double At) LargestError(
        Func<Vector512<double>, Vector512<double>> function, Func<double, double> reference, double[] arguments)
    {
        double[] results = Apply(function, arguments);
        return Largest(arguments.Length, SmallestNormalDouble, i => (arguments[i], results[i], reference(arguments[i])));
    }

    // Results below the smallest normal number may be flushed to zero: there the error is taken relative to that number.
    private static (double Error, double At) Largest(int count, double floor, Func<int, (double Argument, double Result, double Expected)> row)
    {
        (double Error, double At) worst = (0, 0);
        for (int i = 0; i < count; i++)
        {
            (double argument, double result, double expected) = row(i);
            bool flushed = Math.Abs(expected) < floor && Math.Abs(result) <= floor;
            double error = flushed || result == expected ? 0 : Math.Abs(result - expected) / Math.Max(Math.Abs(expected), floor);
            if (double.IsNaN(error))
            {
                return (double.PositiveInfinity, argument);
            }

            worst = error > worst.Error ? (error, argument) : worst;
        }

        return worst;
    }
}
