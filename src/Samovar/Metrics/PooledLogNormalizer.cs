using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Metrics;

/// <summary>ln Z from the weights of draws, by importance sampling.</summary>
public static class PooledLogNormalizer
{
    /// <summary>Pools independent repetitions; the standard error comes from the scatter between them.</summary>
    /// <remarks>ln of the mean weight of all draws. Too low on average where the weights are uneven, and blind to modes without draws.</remarks>
    /// <param name="repetitions">Independent draws, as many in each.</param>
    /// <returns>The estimate, with an error of NaN for a single repetition; null for draws without usable weights.</returns>
    public static LogNormalizerEstimate? Of(IReadOnlyList<Draws> repetitions)
    {
        ArgumentNullException.ThrowIfNull(repetitions);
        double[][] logWeights = [.. repetitions.Select(draws => draws.LogWeights?.ToArray() ?? [])];
        if (logWeights.Length == 0 || logWeights.Any(weights => weights.Length == 0 || weights.Any(weight => double.IsNaN(weight) || double.IsPositiveInfinity(weight))))
        {
            return null;
        }

        double largest = logWeights.Max(weights => weights.Max());
        if (double.IsNegativeInfinity(largest))
        {
            return null;
        }

        double[] means = [.. logWeights.Select(weights => weights.Average(weight => Math.Exp(weight - largest)))];
        double mean = means.Average();
        return new LogNormalizerEstimate(
            largest + Math.Log(mean), Spread.ErrorOfMean(means) / mean,
            $"importance sampling with {logWeights.Sum(weights => weights.Length)} paths in {logWeights.Length} repetitions");
    }
}
