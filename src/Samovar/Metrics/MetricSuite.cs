using Samovar.Compute.Randomness;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Several metrics, measured in the order of their names. Each has its own randomness, so that adding one does not change the others.</summary>
/// <param name="metrics">The metrics, with different names.</param>
public sealed class MetricSuite(IEnumerable<IMetric> metrics)
{
    /// <summary>The metrics in the order of their names.</summary>
    public IReadOnlyList<IMetric> Metrics { get; } = metrics.OrderBy(metric => metric.Name, StringComparer.Ordinal).ToArray();

    /// <summary>Every metric of this library.</summary>
    public static MetricSuite Everything() => new(
        typeof(IMetric).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(IMetric)) && type.GetConstructor([]) is not null)
            .Select(type => (IMetric)Activator.CreateInstance(type)!));

    /// <summary>Measures.</summary>
    /// <param name="draws">[n, d] what to judge.</param>
    /// <param name="target">The density they should follow.</param>
    /// <param name="random">Source of randomness; not advanced, so that repeated calls agree.</param>
    /// <returns>One measurement per metric, in the order of <see cref="Metrics"/>; those that do not apply say why.</returns>
    public IReadOnlyList<Measurement> Measure(Draws draws, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Metrics.Select(metric => metric.Measure(draws, target, random.Named(metric.Name))).ToArray();
    }
}
