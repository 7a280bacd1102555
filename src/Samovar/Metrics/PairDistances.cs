using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Distances of all pairs of particles.</summary>
public static class PairDistances
{
    /// <summary>Distances of the pairs i &lt; j of every configuration, configuration after configuration.</summary>
    /// <param name="system">The particles.</param>
    /// <param name="points">[n, d] configurations.</param>
    /// <returns>[n × pairs] in the units of the points.</returns>
    public static double[] Of(IParticleSystem system, Batch points)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(points);
        (int count, int axes) = (system.Particles, system.SpatialDimensions);
        double[] distances = new double[points.Count * count * (count - 1) / 2];
        int place = 0;
        for (int row = 0; row < points.Count; row++)
        {
            ReadOnlySpan<float> point = points.Row(row);
            for (int first = 0; first < count; first++)
            {
                for (int second = first + 1; second < count; second++)
                {
                    double squared = 0;
                    for (int axis = 0; axis < axes; axis++)
                    {
                        double difference = (double)point[(first * axes) + axis] - point[(second * axes) + axis];
                        squared += difference * difference;
                    }

                    distances[place++] = Math.Sqrt(squared);
                }
            }
        }

        return distances;
    }

    /// <summary>The same as a function of draws; null for a target without particles.</summary>
    internal static Func<Batch, double[]>? For(ITarget target) =>
        target.Capability<IParticleSystem>() is { } system ? points => Of(system, points) : null;
}
