using Samovar.MarkovChains.Diagnostics;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Metrics;

/// <summary>ln Z from the weights of draws, by importance sampling.</summary>
public static class PooledLogNormalizer
{
    /// <summary>Pools independent repetitions; standard error and interval come from the scatter between them.</summary>
    /// <remarks>
    /// ln of the mean weight of all draws. Too low on average where the weights are uneven, and blind to modes without draws; the interval knows of neither. Where the weights have a tail of a shape
    /// above 0.7 (<see cref="ParetoK"/>) the scatter of their means says too little of their error, and there is no interval.
    /// </remarks>
    /// <param name="repetitions">Independent draws, as many in each.</param>
    /// <returns>
    /// The estimate with the 95 % interval of Student's t over the repetitions; for a single one its error is NaN and there is no interval. Null for draws
    /// without usable weights, see <see cref="Obstacle"/>.
    /// </returns>
    public static LogNormalizerEstimate? Of(IReadOnlyList<Draws> repetitions)
    {
        ArgumentNullException.ThrowIfNull(repetitions);
        if (Obstacle(repetitions) is not null)
        {
            return null;
        }

        double[][] logWeights = [.. repetitions.Select(draws => draws.LogWeights!.ToArray())];
        double largest = logWeights.Max(weights => weights.Max());
        double[] means = [.. logWeights.Select(weights => weights.Average(weight => Math.Exp(weight - largest)))];
        double mean = means.Average();
        double value = largest + Math.Log(mean);
        double error = Spread.ErrorOfMean(means) / mean;
        double reach = means.Length > 1 ? StudentQuantile.Of95Percent(means.Length - 1) * error : double.NaN;
        bool unreliable = ParetoK.IsUnreliable([.. logWeights.SelectMany(weights => weights)]);
        string origin = $"importance sampling with {logWeights.Sum(weights => weights.Length)} paths in {logWeights.Length} repetitions"
            + (unreliable ? ", with too heavy a tail of weights for an interval" : string.Empty);
        bool known = means.Length > 1 && !unreliable;
        return new LogNormalizerEstimate(value, error, origin) { Lower = known ? value - reach : null, Upper = known ? value + reach : null };
    }

    /// <summary>Why draws allow no estimate: a phrase, or null where they do.</summary>
    /// <param name="repetitions">Independent draws, as many in each.</param>
    public static string? Obstacle(IReadOnlyList<Draws> repetitions)
    {
        ArgumentNullException.ThrowIfNull(repetitions);
        if (repetitions.Count == 0 || repetitions.Any(draws => draws.LogWeights is not { Count: > 0 }))
        {
            return "the draws have no weights";
        }

        double[] logWeights = [.. repetitions.SelectMany(draws => draws.LogWeights!)];
        int broken = NormalizedWeights.Lost(logWeights);
        return broken > 0 ? $"{broken} of {logWeights.Length} log-weights are not numbers"
            : logWeights.All(double.IsNegativeInfinity) ? "every draw has weight zero"
            : null;
    }
}
