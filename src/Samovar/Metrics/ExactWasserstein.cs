using System.Numerics;
using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>The Wasserstein-2 distance between two point clouds of equal size, by exact assignment.</summary>
internal static class ExactWasserstein
{
    /// <summary>√ of the mean squared distance between partners in the best pairing.</summary>
    /// <param name="left">[n, d] points.</param>
    /// <param name="right">[n, d] points.</param>
    public static double Distance(Batch left, Batch right)
    {
        int count = left.Count;
        float[] cost = SquaredDistances(left, right);
        int[] partner = Assignment.Solve(cost, count);
        double total = 0;
        for (int row = 0; row < count; row++)
        {
            total += SquaredDistance(left.Row(row), right.Row(partner[row]));
        }

        return Math.Sqrt(total / count);
    }

    private static float[] SquaredDistances(Batch left, Batch right)
    {
        int count = left.Count;
        float[] cost = new float[count * count];
        float[] byColumn = Transpose(right);
        for (int row = 0; row < count; row++)
        {
            Span<float> costs = cost.AsSpan(row * count, count);
            for (int coordinate = 0; coordinate < left.Dimension; coordinate++)
            {
                Accumulate(costs, byColumn.AsSpan(coordinate * count, count), left[row, coordinate]);
            }
        }

        return cost;
    }

    private static void Accumulate(Span<float> costs, ReadOnlySpan<float> others, float own)
    {
        int width = Vector<float>.Count;
        Vector<float> center = new(own);
        int column = 0;
        for (; column <= costs.Length - width; column += width)
        {
            Vector<float> difference = new Vector<float>(others[column..]) - center;
            (new Vector<float>(costs[column..]) + (difference * difference)).CopyTo(costs[column..]);
        }

        for (; column < costs.Length; column++)
        {
            float difference = others[column] - own;
            costs[column] += difference * difference;
        }
    }

    private static float[] Transpose(Batch points)
    {
        float[] transposed = new float[points.Count * points.Dimension];
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                transposed[(column * points.Count) + row] = points[row, column];
            }
        }

        return transposed;
    }

    private static double SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double sum = 0;
        for (int column = 0; column < left.Length; column++)
        {
            double difference = (double)left[column] - right[column];
            sum += difference * difference;
        }

        return sum;
    }
}
