using Samovar.Compute.Randomness;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>A metric of the weights of draws.</summary>
/// <param name="name">Name in kebab-case, as in metrics.json.</param>
/// <param name="ofTruth">Whether it judges the weights that the sampler gives exact draws, <see cref="Draws.Truth"/>, instead of those of its own draws.</param>
public abstract class WeightMetric(string name, bool ofTruth = false) : NamedMetric(name), IMetric
{
    /// <inheritdoc/>
    public Measurement Measure(Draws draws, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(target);
        if (draws.LogWeights is not { } own)
        {
            return NotApplicable("the sampler gives its draws no density, so they have no weights");
        }

        if ((ofTruth ? draws.Truth?.LogWeights : own) is not { } logWeights)
        {
            return NotApplicable(
                target.Capability<IHasExactDraws>() is null
                    ? $"needs exact draws, and '{target.Name}' offers none"
                    : "no exact draws were weighed; draw with BothWays");
        }

        int broken = logWeights.Count(value => double.IsNaN(value) || double.IsPositiveInfinity(value));
        return broken > 0 ? NotApplicable($"{broken} of {logWeights.Count} log-weights are not numbers")
            : logWeights.Count < 2 ? NotApplicable("needs at least 2 draws")
            : logWeights.All(double.IsNegativeInfinity) ? NotApplicable("every draw has weight zero")
            : Evaluate(logWeights);
    }

    /// <summary>Measures.</summary>
    /// <param name="logWeights">[n] log-weights, n at least 2; some may be −∞, not all.</param>
    protected abstract Measurement Evaluate(IReadOnlyList<double> logWeights);

    /// <summary>No number, because some weights are zero.</summary>
    /// <param name="what">What the metric then is, such as "it is −∞".</param>
    /// <param name="logWeights">[n] log-weights.</param>
    protected Measurement Vanishing(string what, IReadOnlyList<double> logWeights) => NotApplicable(
        $"{what}: {logWeights.Count(double.IsNegativeInfinity)} of {(ofTruth ? $"{logWeights.Count} exact draws" : $"{logWeights.Count} draws")} have weight zero");
}
