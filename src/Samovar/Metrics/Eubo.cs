namespace Samovar.Metrics;

/// <summary>The evidence upper bound: the mean log-weight that the sampler gives exact draws, which is at least ln Z and reaches it for a perfect sampler.</summary>
/// <remarks>
/// Unlike the lower bound it sees missing modes: exact draws come from there, and no path of the sampler leads to them. Source: Blessing et al., 2024,
/// arXiv:2406.07423.
/// </remarks>
[Catalogued("eubo")]
public sealed class Eubo() : WeightMetric("eubo", ofTruth: true)
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        return logWeights.Any(double.IsNegativeInfinity)
            ? Vanishing("it is no number", logWeights)
            : Measured(logWeights.Average(), Spread.ErrorOfMean([.. logWeights]));
    }
}
