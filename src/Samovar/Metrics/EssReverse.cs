namespace Samovar.Metrics;

/// <summary>The effective share of the sampler's own draws, (Σ w)² / (n Σ w²): 1 for a perfect sampler, 1/n where one draw has all the weight.</summary>
/// <remarks>Blind to modes without draws. No standard error is known for one batch; repetitions give one.</remarks>
[Catalogued("ess-reverse")]
public sealed class EssReverse() : WeightMetric("ess-reverse")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        double largest = logWeights.Max();
        double sum = logWeights.Sum(logWeight => Math.Exp(logWeight - largest));
        double squares = logWeights.Sum(logWeight => Math.Exp(2 * (logWeight - largest)));
        return Measured(sum * sum / (logWeights.Count * squares), double.NaN);
    }
}
