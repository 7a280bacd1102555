using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Samplers;

namespace Samovar.Metrics;

/// <summary>Measures a learned energy against rows that no learner saw.</summary>
public interface IEnergyMetric
{
    /// <summary>Name in kebab-case, as in metrics.json.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="model">What to judge, in the coordinates of the learner.</param>
    /// <param name="data">The data that it learned from.</param>
    /// <param name="random">Source of randomness for reference rows; advanced.</param>
    /// <returns>A value with its standard error and, where the density of the data is known, what that density itself would get as the floor.</returns>
    Measurement Measure(IEnergyModel model, DataSet data, RandomStream random);
}
