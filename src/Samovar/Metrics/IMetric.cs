using Samovar.Compute.Randomness;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Measures draws against a target.</summary>
public interface IMetric
{
    /// <summary>Name in kebab-case, as in metrics.json.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="draws">[n, d] what to judge.</param>
    /// <param name="target">The density they should follow.</param>
    /// <param name="random">Source of randomness for reference draws and repetitions; advanced.</param>
    /// <returns>A value with its standard error and, where it makes sense, the floor: the same metric between two exact samples of the same size.</returns>
    Measurement Measure(Draws draws, ITarget target, RandomStream random);
}
