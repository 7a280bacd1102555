using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Turns a sampler's estimate of ln ∫ of the density into measurements. Unlike a metric it needs the sampler's word, not its draws.</summary>
public static class LogNormalizerMetrics
{
    private const string Estimate = "log-normalizer";
    private const string Error = "log-normalizer-error";

    /// <summary>Measures.</summary>
    /// <param name="estimate">What the sampler said, or null if it makes no estimate.</param>
    /// <param name="target">The density.</param>
    /// <param name="obstacle">Why there is no estimate, a phrase; null: the method makes none.</param>
    /// <returns>The estimate, and its difference from the known value in nats; positive if the estimate is too large. Neither applies where the estimate is not finite or its error infinite.</returns>
    public static IReadOnlyList<Measurement> Measure(LogNormalizerEstimate? estimate, ITarget target, string? obstacle = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (estimate is null)
        {
            string reason = obstacle ?? "the method makes no estimate of log Z";
            return [new Measurement.NotApplicable(Estimate, reason), new Measurement.NotApplicable(Error, reason)];
        }

        Measurement value = NamedMetric.Answer(Estimate, estimate.Value, estimate.StandardError);
        Measurement error = target.Capability<IHasLogNormalizer>() is { } known
            ? NamedMetric.Answer(Error, estimate.Value - known.LogNormalizer, estimate.StandardError)
            : new Measurement.NotApplicable(Error, $"needs a known log Z, and '{target.Name}' offers none");
        return [value, error];
    }
}
