using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Objectives;

/// <summary>The latest points that were found, with their log-densities; drawn again by rank, the densest first.</summary>
/// <remarks>
/// Rank r = 0, 1, … of D points is drawn with probability ∝ 1/(k + r/D): mildly for large k, greedily for small. Only order counts, so that a few
/// points of great density do not crowd out the rest. Source: Tripp et al., 2020, arXiv:2006.09191; used so by Sendera et al., 2024, arXiv:2402.05098.
/// </remarks>
internal sealed class ReplayBuffer : ICheckpointed
{
    private readonly Batch points;
    private readonly double[] logDensities;
    private int[]? order;
    private int next;

    /// <summary>Reserves an empty buffer.</summary>
    /// <param name="capacity">Points it holds; then the oldest are overwritten.</param>
    /// <param name="dimension">d.</param>
    public ReplayBuffer(int capacity, int dimension)
    {
        points = new Batch(capacity, dimension);
        logDensities = new double[capacity];
    }

    /// <summary>Points it holds now.</summary>
    public int Count { get; private set; }

    /// <summary>Adds points; those whose log-density is not finite are left out.</summary>
    /// <param name="found">[n, d].</param>
    /// <param name="foundLogDensities">[n].</param>
    public void Add(Batch found, ReadOnlySpan<double> foundLogDensities)
    {
        for (int row = 0; row < found.Count; row++)
        {
            if (double.IsFinite(foundLogDensities[row]))
            {
                found.Row(row).CopyTo(points.Row(next));
                logDensities[next] = foundLogDensities[row];
                next = (next + 1) % points.Count;
                Count = Math.Min(Count + 1, points.Count);
            }
        }

        order = null;
    }

    /// <summary>Draws points with replacement.</summary>
    /// <param name="destination">[n, d] overwritten.</param>
    /// <param name="softness">k, positive.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public void Draw(Batch destination, double softness, RandomStream random)
    {
        order ??= Ranked();
        double range = Math.Log((softness + 1) / softness);
        for (int row = 0; row < destination.Count; row++)
        {
            // The inverse of ln(1 + r/(k D)), the distribution function over ranks.
            double share = softness * double.ExpM1(range * random.NextDouble());
            points.Row(order[Math.Min((int)(share * Count), Count - 1)]).CopyTo(destination.Row(row));
        }
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        section.Write("places", Count, next);
        section.Write("points", points.Values[..(Count * points.Dimension)], Count);
        section.Write("log-densities", logDensities.AsSpan(0, Count));
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        Span<long> places = stackalloc long[2];
        section.Read("places", places);
        (Count, next) = ((int)places[0], (int)places[1]);
        section.Read("points", points.Values[..(Count * points.Dimension)]);
        section.Read("log-densities", logDensities.AsSpan(0, Count));
        order = null;
    }

    private int[] Ranked()
    {
        int[] places = [.. Enumerable.Range(0, Count)];
        Array.Sort(places, (left, right) => (-logDensities[left], left).CompareTo((-logDensities[right], right)));
        return places;
    }
}
