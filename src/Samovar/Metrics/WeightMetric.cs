using Samovar.Compute.Randomness;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>A metric of the weights of draws.</summary>
/// <param name="name">Name in kebab-case, as in metrics.json.</param>
public abstract class WeightMetric(string name) : IMetric
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public Measurement Measure(Draws draws, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.LogWeights is not { } logWeights)
        {
            return new Measurement.NotApplicable(Name, "the sampler gives its draws no density, so they have no weights");
        }

        int broken = logWeights.Count(value => double.IsNaN(value) || double.IsPositiveInfinity(value));
        return broken > 0 ? new Measurement.NotApplicable(Name, $"{broken} of {logWeights.Count} log-weights are not numbers")
            : logWeights.Count < 2 ? new Measurement.NotApplicable(Name, "needs at least 2 draws")
            : logWeights.All(double.IsNegativeInfinity) ? new Measurement.NotApplicable(Name, "every draw has weight zero")
            : Evaluate(logWeights);
    }

    /// <summary>Measures.</summary>
    /// <param name="logWeights">[n] log-weights, n at least 2; some may be −∞, not all.</param>
    protected abstract Measurement Evaluate(IReadOnlyList<double> logWeights);
}
