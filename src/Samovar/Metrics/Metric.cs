using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>A metric that first makes sure there is something to measure.</summary>
/// <param name="name">Name in kebab-case, as in metrics.json.</param>
public abstract class Metric(string name) : NamedMetric(name), IMetric
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The draws live in another dimension than the target.</exception>
    public Measurement Measure(Draws draws, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        Batch points = draws.Points;
        if (points.Dimension != target.Dimension)
        {
            throw new ArgumentException($"Target '{target.Name}' lives in {target.Dimension} dimensions; the draws have {points.Dimension}.", nameof(draws));
        }

        return Unfit(points) ?? Evaluate(points, target, random.Fork());
    }

    /// <summary>Measures.</summary>
    /// <param name="points">[n, d] finite draws, n at least 2.</param>
    /// <param name="target">The density they should follow.</param>
    /// <param name="random">Source of randomness of this measurement alone.</param>
    protected abstract Measurement Evaluate(Batch points, ITarget target, RandomStream random);

    /// <summary>No number, because the target lacks a capability.</summary>
    /// <param name="need">What is needed, such as "exact draws".</param>
    /// <param name="target">The target.</param>
    protected Measurement Missing(string need, ITarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return NotApplicable($"needs {need}, and '{target.Name}' offers none");
    }
}
