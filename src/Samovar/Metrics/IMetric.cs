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

/// <summary>The answer of a metric.</summary>
/// <param name="Name">The metric.</param>
public abstract record Measurement(string Name)
{
    /// <summary>A number.</summary>
    /// <param name="Name">The metric.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="StandardError">Its standard error; NaN where none is known.</param>
    /// <param name="Floor">The value that exact draws would get at the same sample size, or null.</param>
    public sealed record Measured(string Name, double Value, double StandardError, double? Floor = null) : Measurement(Name);

    /// <summary>No number, for a reason.</summary>
    /// <param name="Name">The metric.</param>
    /// <param name="Reason">Why; a sentence.</param>
    public sealed record NotApplicable(string Name, string Reason) : Measurement(Name);
}
