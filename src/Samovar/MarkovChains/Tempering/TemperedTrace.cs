using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Where the coldest chain of each ladder was after each scan.</summary>
public sealed class TemperedTrace
{
    private readonly float[] white;
    private int used;

    internal TemperedTrace(AffineMap reference, int ladders, int scans)
    {
        Reference = reference;
        Ladders = ladders;
        Scans = scans;
        white = new float[checked(ladders * scans * reference.Dimension)];
    }

    /// <summary>From whitened coordinates to those of the target.</summary>
    public AffineMap Reference { get; }

    /// <summary>Number of ladders, which are independent of each other.</summary>
    public int Ladders { get; }

    /// <summary>Positions per ladder.</summary>
    public int Scans { get; }

    /// <summary>[n, d] positions in the coordinates of the target, evenly thinned; scan by scan, all ladders of a scan together.</summary>
    /// <param name="count">n, from 1 to ladders × scans.</param>
    public Batch Points(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Ladders * Scans);
        int dimension = Reference.Dimension;
        Batch thinned = new(count, dimension);
        for (int row = 0; row < count; row++)
        {
            long place = (long)row * Ladders * Scans / count;
            white.AsSpan((int)place * dimension, dimension).CopyTo(thinned.Row(row));
        }

        Batch points = new(count, dimension);
        Reference.Apply(thinned, points);
        return points;
    }

    internal void Add(ReadOnlySpan<ChainBlock> blocks)
    {
        int dimension = Reference.Dimension;
        foreach (ChainBlock block in blocks)
        {
            ReadOnlySpan<float> points = block.Points;
            for (int lane = 0; lane < block.Lanes; lane++)
            {
                for (int column = 0; column < dimension; column++)
                {
                    white[used++] = points[(column * block.Lanes) + lane];
                }
            }
        }
    }
}
