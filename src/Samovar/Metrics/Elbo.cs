namespace Samovar.Metrics;

/// <summary>The evidence lower bound: the mean log-weight, which is at most ln Z and reaches it for a perfect sampler.</summary>
/// <remarks>Missing modes lower it by no more than ln of the mass they hold, so it cannot vouch for coverage.</remarks>
[Catalogued("elbo")]
public sealed class Elbo() : WeightMetric("elbo")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        return logWeights.Any(double.IsNegativeInfinity)
            ? Vanishing("it is −∞", logWeights)
            : Measured(logWeights.Average(), Spread.ErrorOfMean([.. logWeights]));
    }
}
