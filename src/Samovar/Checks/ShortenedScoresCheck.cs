using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when the target's score is so steep along the paths that the control saw it shortened.</summary>
[Catalogued("shortened-scores")]
public sealed class ShortenedScoresCheck : IRunCheck
{
    // Narrow modes far apart shorten up to half of the scores without harm.
    private const double Amber = 0.6;
    private const double Red = 0.95;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Told("shortened-scores") is { } share && MeasurementLookup.Grade(share, Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity,
                "shortened-scores",
                $"{share:0%} of the scores along the paths were too long, or not finite, and were shortened before the control saw them.",
                "The energy is far steeper than the target is wide: look at it with 'samovar check', and scale or map its coordinates. The weights stay right.");
        }
    }
}
