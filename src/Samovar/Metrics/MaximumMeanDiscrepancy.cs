using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>The squared maximum mean discrepancy to exact draws without bias, so that it may be negative; 0 is perfect, 2 is far apart.</summary>
/// <remarks>
/// The kernel is the mean of five Gaussian ones with widths of 1/8, 1/4, 1/2, 1 and 2 median distances of exact draws. The floor is the root mean square of the
/// same between exact samples: what is not larger is 0. Source: Gretton et al., 2012, Journal of Machine Learning Research 13.
/// </remarks>
[Catalogued("mmd")]
public sealed class MaximumMeanDiscrepancy() : TwoSampleMetric("mmd", largestChunk: 1_000, mostChunks: 5)
{
    /// <summary>Widths in medians: the widest, and how often it is halved.</summary>
    private const double Widest = 2;
    private const int Kernels = 5;

    /// <summary>The estimate for two samples.</summary>
    /// <param name="left">[n, d], n at least 2.</param>
    /// <param name="right">[m, d], m at least 2.</param>
    /// <param name="median">The unit of the widths, positive.</param>
    internal static double Of(Batch left, Batch right, double median) =>
        Mean(left, left, median, apart: true) + Mean(right, right, median, apart: true) - (2 * Mean(left, right, median, apart: false));

    /// <summary>The kernel at a squared distance; the scalar twin of the sums.</summary>
    internal static double Kernel(double squaredDistance, double median) => Enumerable.Range(0, Kernels)
        .Average(halvings => Math.Exp(-squaredDistance * Math.Pow(4, halvings) / (2 * Widest * Widest * median * median)));

    /// <inheritdoc/>
    private protected override double Compare(Batch draws, Batch exact, RandomStream random) => Of(draws, exact, PairTable.MedianDistance(exact));

    /// <inheritdoc/>
    private protected override NoiseFloor Floor(IReadOnlyCollection<double> values) => NoiseFloor.Of([.. values.Select(value => value * value)]).Root();

    private static double Mean(Batch left, Batch right, double median, bool apart)
    {
        float[] squares = PairTable.SquaredDistances(left, right);
        double total = 0;
        for (int row = 0; row < left.Count; row++)
        {
            total += Sum(squares.AsSpan(row * right.Count, right.Count), median);
        }

        return apart ? (total - left.Count) / ((double)left.Count * (left.Count - 1)) : total / squares.Length;
    }

    /// <summary>One exponential serves all kernels: half the width is the fourth power.</summary>
    private static double Sum(ReadOnlySpan<float> squares, double median)
    {
        Vector512<float> factor = Vector512.Create((float)(-1 / (2 * Widest * Widest * median * median)));
        Vector512<float> sums = Vector512<float>.Zero;
        ref float first = ref MemoryMarshal.GetReference(squares);
        int place = 0;
        for (; place <= squares.Length - Vector512<float>.Count; place += Vector512<float>.Count)
        {
            Vector512<float> value = VectorMath.Exp(Vector512.LoadUnsafe(ref first, (nuint)place) * factor);
            for (int kernel = 0; kernel < Kernels; kernel++)
            {
                sums += value;
                value *= value;
                value *= value;
            }
        }

        double sum = Vector512.Sum(sums) / Kernels;
        for (; place < squares.Length; place++)
        {
            sum += Kernel(squares[place], median);
        }

        return sum;
    }
}
