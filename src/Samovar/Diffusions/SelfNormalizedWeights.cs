namespace Samovar.Diffusions;

/// <summary>Weights proportional to the exponential of log-weights, summing to 1.</summary>
internal static class SelfNormalizedWeights
{
    /// <summary>Computes the weights in double precision.</summary>
    /// <param name="logWeights">[n] natural logarithms, up to a constant.</param>
    /// <param name="weights">[n] overwritten.</param>
    /// <returns>Kish's effective sample size 1 / Σ w²; 0, with equal weights, where no log-weight is finite.</returns>
    public static double FromLogDensities(ReadOnlySpan<float> logWeights, Span<double> weights)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in logWeights)
        {
            largest = MathF.Max(largest, value);
        }

        if (!float.IsFinite(largest))
        {
            weights.Fill(1.0 / weights.Length);
            return 0;
        }

        double sum = 0;
        for (int index = 0; index < weights.Length; index++)
        {
            weights[index] = Math.Exp(logWeights[index] - (double)largest);
            sum += weights[index];
        }

        double squares = 0;
        for (int index = 0; index < weights.Length; index++)
        {
            weights[index] /= sum;
            squares += weights[index] * weights[index];
        }

        return 1 / squares;
    }
}
