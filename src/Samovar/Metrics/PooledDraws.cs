using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Rows of a pool in place of exact draws.</summary>
/// <param name="pool">[n, d] the rows, n at least 1.</param>
internal sealed class PooledDraws(Batch pool) : IHasExactDraws
{
    /// <summary>Number of rows.</summary>
    public int Count => pool.Count;

    /// <summary>Draws rows of the pool, each at most once as long as there are enough.</summary>
    /// <param name="destination">[m, d] overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        for (int start = 0; start < destination.Count; start += pool.Count)
        {
            Copy(TruthSample.Subset(pool.Count, Math.Min(pool.Count, destination.Count - start), random), destination, start);
        }
    }

    /// <summary>Two samples that have no row in common.</summary>
    /// <param name="count">Rows of the first, at most half the pool.</param>
    /// <param name="others">Rows of the second, if so many are left; else all that are.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public (Batch Sample, Batch Others) Apart(int count, int others, RandomStream random)
    {
        int[] rows = TruthSample.Subset(pool.Count, count, random);
        int[] left = [.. Enumerable.Range(0, pool.Count).Except(rows)];
        int[] chosen = [.. TruthSample.Subset(left.Length, others, random).Select(place => left[place])];
        return (Copy(rows, new Batch(rows.Length, pool.Dimension), 0), Copy(chosen, new Batch(chosen.Length, pool.Dimension), 0));
    }

    private Batch Copy(int[] rows, Batch destination, int start)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            pool.Row(rows[row]).CopyTo(destination.Row(start + row));
        }

        return destination;
    }
}
