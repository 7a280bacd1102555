namespace Samovar.Metrics;

/// <summary>The effective share seen from exact draws, n² / (Σ w · Σ 1/w): 1 for a perfect sampler, near 0 where it misses a mode.</summary>
/// <remarks>No standard error is known for one batch; repetitions give one. Source: Blessing et al., 2024, arXiv:2406.07423.</remarks>
[Catalogued("ess-forward")]
public sealed class EssForward() : WeightMetric("ess-forward", ofTruth: true)
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        double largest = logWeights.Max();
        double least = logWeights.Min();
        double sum = logWeights.Sum(logWeight => Math.Exp(logWeight - largest));
        double inverse = logWeights.Sum(logWeight => Math.Exp(least - logWeight));
        return double.IsNegativeInfinity(least)
            ? Vanishing("it is 0", logWeights)
            : Measured(Math.Exp(least - largest + (2 * Math.Log(logWeights.Count)) - Math.Log(sum * inverse)), double.NaN);
    }
}
