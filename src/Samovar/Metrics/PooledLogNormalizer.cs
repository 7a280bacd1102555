using Samovar.MarkovChains.Diagnostics;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Metrics;

/// <summary>ln Z from the weights of draws, by importance sampling.</summary>
public static class PooledLogNormalizer
{
    /// <summary>Pools independent repetitions; standard error and interval come from the scatter between them.</summary>
    /// <remarks>
    /// ln of the mean weight of all draws. Too low on average where the weights are uneven, and blind to modes without draws; the interval knows of neither.
    /// </remarks>
    /// <param name="repetitions">Independent draws, as many in each.</param>
    /// <returns>
    /// The estimate with the 95 % interval of Student's t over the repetitions; for a single one its error is NaN and there is no interval. Null for draws
    /// without usable weights.
    /// </returns>
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
        double value = largest + Math.Log(mean);
        double error = Spread.ErrorOfMean(means) / mean;
        double reach = means.Length > 1 ? StudentQuantile.Of95Percent(means.Length - 1) * error : double.NaN;
        string origin = $"importance sampling with {logWeights.Sum(weights => weights.Length)} paths in {logWeights.Length} repetitions";
        return new LogNormalizerEstimate(value, error, origin)
        {
            Lower = means.Length > 1 ? value - reach : null,
            Upper = means.Length > 1 ? value + reach : null,
        };
    }
}
