using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>Wasserstein distances between two point clouds of equal size, by exact assignment.</summary>
/// <remarks>They are infinite where a squared distance overflows a float, near 1.8e19 units apart.</remarks>
internal static class ExactWasserstein
{
    /// <summary>√ of the mean squared distance between partners in the pairing where it is least.</summary>
    /// <param name="left">[n, d] points.</param>
    /// <param name="right">[n, d] points.</param>
    public static double Distance(Batch left, Batch right)
    {
        return Math.Sqrt(Mean(PairTable.SquaredDistances(left, right), left.Count, (row, column) => SquaredDistance(left.Row(row), right.Row(column))));
    }

    /// <summary>The mean distance between partners in the pairing where it is least.</summary>
    /// <param name="left">[n, d] points.</param>
    /// <param name="right">[n, d] points.</param>
    public static double FirstOrder(Batch left, Batch right)
    {
        float[] cost = PairTable.SquaredDistances(left, right);
        foreach (ref float entry in cost.AsSpan())
        {
            entry = MathF.Sqrt(entry);
        }

        return Mean(cost, left.Count, (row, column) => Math.Sqrt(SquaredDistance(left.Row(row), right.Row(column))));
    }

    private static double Mean(float[] cost, int size, Func<int, int, double> exact) => cost.All(float.IsFinite)
        ? Assignment.Solve(cost, size).Index().Average(pair => exact(pair.Index, pair.Item))
        : double.PositiveInfinity;

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
