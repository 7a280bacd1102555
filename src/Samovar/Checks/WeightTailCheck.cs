using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when the tail of the weights is so heavy that their mean, and with it log Z, converges too slowly for its error to be believed.</summary>
/// <remarks>Limits: Vehtari, Simpson, Gelman, Yao and Gabry, 2024, arXiv:1507.02646.</remarks>
[Catalogued("weight-tail")]
public sealed class WeightTailCheck : IRunCheck
{
    private const double Unreliable = 0.7;
    private const double Meaningless = 1;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("pareto-k") is { } shape && shape.Value > Unreliable)
        {
            yield return new Finding(
                Severity.Amber,
                "weight-tail",
                $"The weights have a heavy tail: Pareto k is {shape.Words()}, "
                + (shape.Value > Meaningless ? "and above 1 they have no mean to estimate." : "and above 0.7 the stated error of log Z is too small."),
                "Use the ELBO, which has a tail of its own only in the logarithm, and treat log Z as a lower bound. Train longer.");
        }
    }
}
