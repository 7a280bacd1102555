using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Exact draws of a target, and what a metric says about them.</summary>
internal static class TruthSample
{
    /// <summary>Exact samples averaged into a floor.</summary>
    public const int FloorRepeats = 10;

    /// <summary>Draws exactly.</summary>
    public static Batch Draw(IHasExactDraws truth, int count, int dimension, RandomStream random)
    {
        Batch draws = new(count, dimension);
        truth.DrawExactly(draws, random);
        return draws;
    }

    /// <summary>The mean of a metric over a few true samples of a size and its error, remembered; null where there are none.</summary>
    /// <param name="target">The target.</param>
    /// <param name="name">The metric.</param>
    /// <param name="count">Draws per sample.</param>
    /// <param name="metric">The metric of true draws; a function of them and its own randomness alone.</param>
    public static NoiseFloor? Floor(ITarget target, string name, int count, Func<Batch, RandomStream, double> metric) =>
        TrueDraws.Of(target) is { } truth
            ? Remembered.Of(target, name, count, random => NoiseFloor.Of([.. Enumerable.Range(0, FloorRepeats).Select(_ => metric(Draw(truth, count, target.Dimension, random), random))]))
            : null;

    /// <summary>Unnormalized log-densities of points.</summary>
    public static double[] LogDensities(ITarget target, Batch points)
    {
        double[] logDensity = new double[points.Count];
        target.LogDensity(points, logDensity);
        return logDensity;
    }

    /// <summary>Some rows, drawn without replacement; all of them in their order if there are no more.</summary>
    public static int[] Subset(int count, int wanted, RandomStream random)
    {
        int[] rows = Enumerable.Range(0, count).ToArray();
        if (wanted >= count)
        {
            return rows;
        }

        for (int place = 0; place < wanted; place++)
        {
            int other = place + random.NextInt(count - place);
            (rows[place], rows[other]) = (rows[other], rows[place]);
        }

        return rows[..wanted];
    }
}
