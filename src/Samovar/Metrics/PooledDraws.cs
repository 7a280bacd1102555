using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Rows of a pool in place of exact draws.</summary>
/// <param name="pool">[n, d] the rows, n at least 1.</param>
internal sealed class PooledDraws(Batch pool) : IHasExactDraws
{
    /// <summary>Draws rows of the pool, each at most once as long as there are enough.</summary>
    /// <param name="destination">[m, d] overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        for (int start = 0; start < destination.Count; start += pool.Count)
        {
            int[] rows = TruthSample.Subset(pool.Count, Math.Min(pool.Count, destination.Count - start), random);
            for (int row = 0; row < rows.Length; row++)
            {
                pool.Row(rows[row]).CopyTo(destination.Row(start + row));
            }
        }
    }
}
