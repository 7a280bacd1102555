using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics;

/// <summary>Measures draws against rows that no learner saw. A class may be <see cref="IMetric"/> as well, and measure against targets under the same name.</summary>
public interface IDataMetric
{
    /// <summary>Name in kebab-case, as in metrics.json.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="draws">[n, d] what to judge, in the coordinates of the learner.</param>
    /// <param name="data">The data that they should follow.</param>
    /// <param name="random">Source of randomness for reference rows and repetitions; advanced.</param>
    /// <returns>A value with its standard error and, where it makes sense, the floor: the same metric between two samples of the data.</returns>
    Measurement Measure(Batch draws, DataSet data, RandomStream random);
}
