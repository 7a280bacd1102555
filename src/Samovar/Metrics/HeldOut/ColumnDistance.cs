using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>The largest difference of distribution functions (Kolmogorov and Smirnov) over all coordinates: 0 is equal, 1 is apart.</summary>
[Catalogued("column-distance")]
public sealed class ColumnDistance() : HeldOutMetric("column-distance")
{
    private const int LargestChunk = 2_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random) => Compared(draws, data, LargestChunk, random, Of);

    /// <summary>The largest difference for two samples.</summary>
    internal static double Of(Batch left, Batch right) => Enumerable.Range(0, left.Dimension).Max(column => Gap(Sorted(left, column), Sorted(right, column)));

    private static float[] Sorted(Batch points, int column) => [.. Enumerable.Range(0, points.Count).Select(row => points[row, column]).Order()];

    private static double Gap(float[] left, float[] right)
    {
        double largest = 0;
        int first = 0;
        int second = 0;
        while (first < left.Length && second < right.Length)
        {
            float value = Math.Min(left[first], right[second]);
            while (first < left.Length && left[first] == value)
            {
                first++;
            }

            while (second < right.Length && right[second] == value)
            {
                second++;
            }

            largest = Math.Max(largest, Math.Abs(((double)first / left.Length) - ((double)second / right.Length)));
        }

        return largest;
    }
}
