using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>The squared maximum mean discrepancy to held-out rows, without bias, so that it may be negative: a mean of Gaussian kernels of four widths.</summary>
/// <remarks>
/// The widths are 0.1, 0.3, 1 and 3 times the root of the dimension, in the coordinates of the learner. Source: Gretton et al., 2012, Journal of Machine
/// Learning Research 13.
/// </remarks>
[Catalogued("mmd-squared")]
public sealed class MmdSquared() : HeldOutMetric("mmd-squared")
{
    private const int LargestChunk = 1_000;

    private static readonly double[] Widths = [0.1, 0.3, 1, 3];

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random) => Compared(draws, data, LargestChunk, random, Of);

    /// <summary>The estimate for two samples.</summary>
    /// <param name="left">[n, d], n at least 2.</param>
    /// <param name="right">[m, d], m at least 2.</param>
    internal static double Of(Batch left, Batch right) => Mean(left, left, apart: true) + Mean(right, right, apart: true) - (2 * Mean(left, right, apart: false));

    /// <summary>The kernel at a squared distance; the scalar twin of the sums.</summary>
    internal static double Kernel(double squaredDistance, int dimension) =>
        Widths.Average(width => Math.Exp(-squaredDistance / (2 * width * width * dimension)));

    private static double Mean(Batch left, Batch right, bool apart)
    {
        float[] squares = PairTable.SquaredDistances(left, right);
        double total = 0;
        for (int row = 0; row < left.Count; row++)
        {
            total += Sum(squares.AsSpan(row * right.Count, right.Count), left.Dimension);
        }

        return apart ? (total - left.Count) / ((double)left.Count * (right.Count - 1)) : total / squares.Length;
    }

    private static double Sum(ReadOnlySpan<float> squares, int dimension)
    {
        ref float first = ref MemoryMarshal.GetReference(squares);
        Vector512<float> sums = Vector512<float>.Zero;
        int place = 0;
        for (; place <= squares.Length - Vector512<float>.Count; place += Vector512<float>.Count)
        {
            Vector512<float> square = Vector512.LoadUnsafe(ref first, (nuint)place);
            foreach (double width in Widths)
            {
                sums += VectorMath.Exp(square * Vector512.Create((float)(-1 / (2 * width * width * dimension))));
            }
        }

        double sum = Vector512.Sum(sums) / Widths.Length;
        for (; place < squares.Length; place++)
        {
            sum += Kernel(squares[place], dimension);
        }

        return sum;
    }
}
