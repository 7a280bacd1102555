using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>Wasserstein distances between two point clouds of equal size, by exact assignment.</summary>
internal static class ExactWasserstein
{
    /// <summary>√ of the mean squared distance between partners in the pairing where it is least.</summary>
    /// <param name="left">[n, d] points.</param>
    /// <param name="right">[n, d] points.</param>
    public static double Distance(Batch left, Batch right)
    {
        int[] partner = Assignment.Solve(PairTable.SquaredDistances(left, right), left.Count);
        return Math.Sqrt(partner.Index().Average(pair => SquaredDistance(left.Row(pair.Index), right.Row(pair.Item))));
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

        int[] partner = Assignment.Solve(cost, left.Count);
        return partner.Index().Average(pair => Math.Sqrt(SquaredDistance(left.Row(pair.Index), right.Row(pair.Item))));
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
