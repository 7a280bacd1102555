using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws are copies of the rows that were learned from, and chance among few held-out rows does not explain it.</summary>
[Catalogued("memorization")]
public sealed class MemorizationCheck : IRunCheck
{
    private const double Amber = 0.6;
    private const double Red = 0.2;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("novelty") is { } novelty && novelty.Value < Amber && IsCertain(novelty))
        {
            yield return new Finding(
                novelty.Value < Red ? Severity.Red : Severity.Amber,
                "memorization",
                $"Draws lie {novelty.Value:0.###} times as far from the nearest training row as held-out rows do: they repeat what was shown.",
                "More rows, fewer coordinates (--option transform=whiten --option components=K), or more noise at the end.");
        }
    }

    /// <summary>Below 1 by more than three errors, those of the draws and of the held-out rows; without errors it is what it is.</summary>
    private static bool IsCertain(Measurement.Measured novelty)
    {
        double heldOut = novelty.FloorError ?? 0;
        return !(1 - novelty.Value <= 3 * Math.Sqrt((novelty.StandardError * novelty.StandardError) + (heldOut * heldOut)));
    }
}
