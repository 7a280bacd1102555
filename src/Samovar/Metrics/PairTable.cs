using System.Numerics;
using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>Squared distances of all pairs of two point clouds.</summary>
internal static class PairTable
{
    /// <summary>[n × m] row-major squared distances, in single precision.</summary>
    /// <param name="left">[n, d] points.</param>
    /// <param name="right">[m, d] points.</param>
    public static float[] SquaredDistances(Batch left, Batch right)
    {
        float[] table = new float[left.Count * right.Count];
        float[] byColumn = ByColumn(right);
        for (int row = 0; row < left.Count; row++)
        {
            Span<float> entries = table.AsSpan(row * right.Count, right.Count);
            for (int column = 0; column < left.Dimension; column++)
            {
                AddSquares(entries, byColumn.AsSpan(column * right.Count, right.Count), left[row, column]);
            }
        }

        return table;
    }

    /// <summary>[d × n] coordinates, one after the other.</summary>
    public static float[] ByColumn(Batch points)
    {
        float[] columns = new float[points.Count * points.Dimension];
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                columns[(column * points.Count) + row] = points[row, column];
            }
        }

        return columns;
    }

    /// <summary>The median distance, which may be 0, of at most 300 points of a cloud, of which there are at least two.</summary>
    public static double MedianDistance(Batch points)
    {
        const int Most = 300;
        Batch some = points.Slice(0, Math.Min(points.Count, Most));
        float[] table = SquaredDistances(some, some);
        Array.Sort(table);

        // The n zeros of points with themselves come first.
        return Math.Sqrt(table[some.Count + ((table.Length - some.Count) / 2)]);
    }

    private static void AddSquares(Span<float> entries, ReadOnlySpan<float> others, float own)
    {
        int width = Vector<float>.Count;
        Vector<float> center = new(own);
        int column = 0;
        for (; column <= entries.Length - width; column += width)
        {
            Vector<float> difference = new Vector<float>(others[column..]) - center;
            (new Vector<float>(entries[column..]) + (difference * difference)).CopyTo(entries[column..]);
        }

        for (; column < entries.Length; column++)
        {
            float difference = others[column] - own;
            entries[column] += difference * difference;
        }
    }
}
