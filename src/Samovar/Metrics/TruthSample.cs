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

    /// <summary>Two true samples to compare with each other: independent ones, or ones of a pool that have no draw in common.</summary>
    /// <remarks>Two samples of n of the N draws of a pool that may have draws in common agree too well: their differences are smaller by √(1 − n/N).</remarks>
    /// <param name="truth">True draws, enough of them: see <see cref="TooFew"/>.</param>
    /// <param name="count">Draws of the first.</param>
    /// <param name="others">Draws of the second; fewer where a pool has not so many left.</param>
    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static (Batch Sample, Batch Others) Pair(IHasExactDraws truth, int count, int others, int dimension, RandomStream random) => truth is PooledDraws pool
        ? pool.Apart(count, others, random)
        : (Draw(truth, count, dimension, random), Draw(truth, others, dimension, random));

    /// <summary>Why samples of a size cannot be compared with others that have no draw in common with them; null where they can.</summary>
    public static string? TooFew(IHasExactDraws truth, int count) => truth is PooledDraws { Count: int known } && 2 * count > known
        ? $"compares {count} draws with true ones, and of {known} true draws there is no floor for more than {known / 2}: measure so many at a time"
        : null;

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
