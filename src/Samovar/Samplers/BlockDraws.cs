using Samovar.Compute;

namespace Samovar.Samplers;

/// <summary>Draws from a sampler that makes them a block of fixed size at a time; of the last block only what is wanted is kept.</summary>
internal static class BlockDraws
{
    /// <summary>Draws without weights.</summary>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="size">Draws of a block.</param>
    /// <param name="next">Makes the next block, [size, d].</param>
    public static Draws Of(int count, int dimension, int size, Func<Batch> next)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Batch points = new(count, dimension);
        for (int start = 0; start < count; start += size)
        {
            next().Values[..(Math.Min(size, count - start) * dimension)].CopyTo(points.Values[(start * dimension)..]);
        }

        return new Draws(points, EvaluationCost.None);
    }
}
