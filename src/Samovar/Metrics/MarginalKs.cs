using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>The Kolmogorov–Smirnov distance of the worst coordinate: the largest difference between the distribution functions of draws and exact draws. 0 is equal, 1 apart.</summary>
/// <remarks>A maximum over coordinates, so read it beside its floor. It sees single coordinates, and not how they belong together.</remarks>
[Catalogued("marginal-ks")]
public sealed class MarginalKs() : TwoSampleMetric("marginal-ks", largestChunk: 5_000, mostChunks: 5)
{
    /// <summary>The distance of the worst coordinate of two samples of the same size.</summary>
    internal static double Of(Batch left, Batch right)
    {
        float[] first = PairTable.ByColumn(left);
        float[] second = PairTable.ByColumn(right);
        return Enumerable.Range(0, left.Dimension).Max(column => Gap(first.AsSpan(column * left.Count, left.Count), second.AsSpan(column * right.Count, right.Count)));
    }

    /// <inheritdoc/>
    private protected override double Compare(Batch draws, Batch exact, RandomStream random) => Of(draws, exact);

    /// <summary>The largest difference of the distribution functions of two lists of numbers, which are sorted on the way.</summary>
    internal static double Gap(Span<float> left, Span<float> right)
    {
        left.Sort();
        right.Sort();
        double largest = 0;
        int below = 0;
        int other = 0;
        while (below < left.Length && other < right.Length)
        {
            float value = Math.Min(left[below], right[other]);
            while (below < left.Length && left[below] == value)
            {
                below++;
            }

            while (other < right.Length && right[other] == value)
            {
                other++;
            }

            largest = Math.Max(largest, Math.Abs(((double)below / left.Length) - ((double)other / right.Length)));
        }

        return largest;
    }
}
