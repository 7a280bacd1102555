using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when so few draws carry the weight that log Z and weighted averages mean nothing.</summary>
[Catalogued("effective-sample")]
public sealed class EffectiveSampleCheck : IRunCheck
{
    private const double Amber = 0.05;
    private const double Red = 0.005;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("ess-reverse") is { } share && share.Value < Amber)
        {
            yield return new Finding(
                share.Value < Red ? Severity.Red : Severity.Amber,
                "effective-sample",
                $"The weights of the draws are uneven: an effective share of {share.Words()} of the draws carries them.",
                "Treat log Z as a lower bound. Train longer, or take a method that needs no weights.");
        }
    }
}
