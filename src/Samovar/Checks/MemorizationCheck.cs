using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws are copies of the rows that were learned from.</summary>
[Catalogued("memorization")]
public sealed class MemorizationCheck : IRunCheck
{
    private const double Amber = 0.6;
    private const double Red = 0.2;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("novelty") is { } novelty && novelty.Value < Amber)
        {
            yield return new Finding(
                novelty.Value < Red ? Severity.Red : Severity.Amber,
                "memorization",
                $"Draws lie {novelty.Value:0.###} times as far from the nearest training row as held-out rows do: they repeat what was shown.",
                "More rows, fewer coordinates (--option transform=whiten --option components=K), or more noise at the end.");
        }
    }
}
