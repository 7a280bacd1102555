using Samovar.Compute;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Where the coldest chain of each ladder was after each scan.</summary>
public sealed class TemperedTrace
{
    private readonly float[] white;
    private readonly int capacity;
    private int used;
    private long seen;
    private long stride = 1;

    internal TemperedTrace(AffineMap reference, int ladders, int scans)
    {
        Reference = reference;
        Ladders = ladders;
        capacity = scans;
        white = new float[checked((long)ladders * scans * reference.Dimension)];
    }

    /// <summary>From whitened coordinates to those of the target.</summary>
    public AffineMap Reference { get; }

    /// <summary>Number of ladders, which are independent of each other.</summary>
    public int Ladders { get; }

    /// <summary>Positions kept per ladder.</summary>
    public int Scans => used;

    /// <summary>[ladders, scans, d] every kept position, in the coordinates of the target.</summary>
    public ChainTrace Chains()
    {
        int dimension = Reference.Dimension;
        ChainTrace trace = new(Ladders, Scans, dimension);
        for (int scan = 0; scan < Scans; scan++)
        {
            for (int ladder = 0; ladder < Ladders; ladder++)
            {
                Kept(scan, ladder).CopyTo(trace.Points.Row((ladder * Scans) + scan));
            }
        }

        Reference.Apply(trace.Points, trace.Points);
        return trace;
    }

    /// <summary>[n, d] positions in the coordinates of the target, evenly thinned; ladder by ladder.</summary>
    /// <param name="count">n, from 1 to ladders × scans.</param>
    public Batch Points(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Ladders * Scans);
        Batch points = new(count, Reference.Dimension);
        for (int row = 0; row < count; row++)
        {
            int place = (int)((long)row * Ladders * Scans / count);
            Kept(place % Scans, place / Scans).CopyTo(points.Row(row));
        }

        Reference.Apply(points, points);
        return points;
    }

    /// <summary>Keeps the present positions if their turn has come; where there is no more room, every other one makes place.</summary>
    internal void Add(ReadOnlySpan<ChainBlock> blocks)
    {
        if (seen++ % stride != 0)
        {
            return;
        }

        if (used == capacity)
        {
            for (int scan = 1; 2 * scan < capacity; scan++)
            {
                Row(2 * scan).CopyTo(Row(scan));
            }

            used = (capacity + 1) / 2;
            stride *= 2;
            if ((seen - 1) % stride != 0)
            {
                return;
            }
        }

        Span<float> row = Row(used++);
        int place = 0;
        foreach (ChainBlock block in blocks)
        {
            ReadOnlySpan<float> points = block.Points;
            for (int lane = 0; lane < block.Lanes; lane++)
            {
                for (int column = 0; column < block.Dimension; column++)
                {
                    row[place++] = points[(column * block.Lanes) + lane];
                }
            }
        }
    }

    private Span<float> Row(int scan) => white.AsSpan(scan * Ladders * Reference.Dimension, Ladders * Reference.Dimension);

    private ReadOnlySpan<float> Kept(int scan, int ladder) => Row(scan).Slice(ladder * Reference.Dimension, Reference.Dimension);
}
