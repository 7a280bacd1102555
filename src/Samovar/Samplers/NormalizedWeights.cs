namespace Samovar.Samplers;

/// <summary>Log-weights as the weights that files hold.</summary>
public static class NormalizedWeights
{
    /// <summary>Weights that sum to 1. A draw whose log-weight is NaN or +∞ comes from a path that was lost, and counts for nothing.</summary>
    /// <param name="logWeights">[n] log-weights.</param>
    /// <returns>[n] weights; null where no draw has any.</returns>
    public static double[]? Of(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        double largest = logWeights.Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity).Max();
        if (double.IsNegativeInfinity(largest))
        {
            return null;
        }

        double[] weights = [.. logWeights.Select(value => double.IsFinite(value) ? Math.Exp(value - largest) : 0)];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>How many log-weights are NaN or +∞.</summary>
    /// <param name="logWeights">[n] log-weights.</param>
    public static int Lost(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        return logWeights.Count(value => double.IsNaN(value) || double.IsPositiveInfinity(value));
    }

    /// <summary>(Σ w)² / (n Σ w²): the share of draws that the weights leave.</summary>
    /// <param name="weights">[n] weights that sum to 1.</param>
    public static double EffectiveShare(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return 1 / (weights.Count * weights.Sum(weight => weight * weight));
    }
}
