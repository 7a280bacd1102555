using Samovar.Compute;
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

    private static double Mean(Batch left, Batch right, bool apart)
    {
        double sum = 0;
        for (int row = 0; row < left.Count; row++)
        {
            for (int other = 0; other < right.Count; other++)
            {
                sum += apart && row == other ? 0 : Kernel(left.Row(row), right.Row(other));
            }
        }

        return sum / ((double)left.Count * (apart ? right.Count - 1 : right.Count));
    }

    private static double Kernel(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double squared = 0;
        for (int column = 0; column < left.Length; column++)
        {
            squared += ((double)left[column] - right[column]) * ((double)left[column] - right[column]);
        }

        double sum = 0;
        foreach (double width in Widths)
        {
            sum += Math.Exp(-squared / (2 * width * width * left.Length));
        }

        return sum / Widths.Length;
    }
}
