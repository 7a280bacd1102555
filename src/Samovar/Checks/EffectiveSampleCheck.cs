using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when so few draws carry the weight that log Z and weighted averages mean little.</summary>
[Catalogued("effective-sample")]
public sealed class EffectiveSampleCheck : IRunCheck
{
    private const double Amber = 0.2;
    private const double Red = 0.01;
    private const double Dominance = 0.5;

    private const string Advice = "Treat log Z as a lower bound. Train longer, or take a method that needs no weights.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Told("largest-weight") is { } largest && largest > Dominance)
        {
            yield return new Finding(
                Severity.Red, "effective-sample", $"One draw carries {largest:0%} of the whole weight: the effective sample is that draw.", Advice);
        }
        else if (run.Find("ess-reverse") is { } share && share.Value < Amber)
        {
            yield return new Finding(
                share.Value < Red ? Severity.Red : Severity.Amber,
                "effective-sample",
                $"The weights of the draws are uneven: an effective share of {share.Words()} of the draws carries them.",
                Advice);
        }
    }
}
