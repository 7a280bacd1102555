using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when nothing that was measured could have seen a missing mode, so that no verdict is better than its evidence.</summary>
[Catalogued("evidence")]
public sealed class EvidenceCheck : IRunCheck
{
    /// <summary>What sees missing modes; of log-concave densities, which have one, moments suffice.</summary>
    private static readonly string[] Seeing =
    [
        "mode-entropy", "mode-weight-tv", "left-well-mass", "unvisited-share", "basin-share-error", "modes-covered", "log-normalizer-forward", "log-normalizer-error",
        "mean-error", "column-distance", "sliced-wasserstein-2",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Measurement[] asked = [.. run.Measurements.Where(measurement => Seeing.Contains(measurement.Name))];
        if (asked.Length == 0 || asked.Any(measurement => measurement is Measurement.Measured))
        {
            yield break;
        }

        if (Unmeasurable(run) is { } reason)
        {
            yield return new Finding(Severity.Amber, "evidence", $"Nothing could be measured, so no fault would be noticed: every metric {reason}.", "Ask for more draws.");
            yield break;
        }

        yield return run.Tempers()
            ? new Finding(
                Severity.Green, "evidence", "No modes and no exact draws are known: that no mode is missing rests on the diagnostics of the tempering alone.",
                "Repeat it with another seed, and compare log Z and the draws.")
            : new Finding(
                Severity.Amber,
                "evidence",
                "Missing modes would not be noticed: no modes are known, there are no exact draws, and no short tempered run could be compared with. "
                + "Draws from a single mode would get the same verdict.",
                "Draw with 'samovar sample TARGET --method pt' and compare, or use two methods with two seeds each.");
    }

    /// <summary>Why the draws themselves cannot be measured; null where they can. Whether draws are distinct can be asked of any that are fit for a metric.</summary>
    private static string? Unmeasurable(Run run) => run.Measurements.OfType<Measurement.NotApplicable>().FirstOrDefault(measurement => measurement.Name == "distinct-draws")?.Reason;
}
