namespace Samovar.Metrics;

/// <summary>ln Z from exact draws: −ln of the mean inverse weight that the sampler gives them.</summary>
/// <remarks>
/// Too high on average where inverse weights are uneven, while `log-normalizer` is then too low: if both agree within their errors, no mode is missing.
/// The error of one batch is by the delta method; that of repetitions is their scatter.
/// </remarks>
[Catalogued("log-normalizer-forward")]
public sealed class LogNormalizerForward() : WeightMetric("log-normalizer-forward", ofTruth: true)
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        double least = logWeights.Min();
        if (double.IsNegativeInfinity(least))
        {
            return Vanishing("it is −∞", logWeights);
        }

        double[] inverse = [.. logWeights.Select(logWeight => Math.Exp(least - logWeight))];
        double mean = inverse.Average();
        return Measured(least - Math.Log(mean), Spread.ErrorOfMean(inverse) / mean);
    }
}
