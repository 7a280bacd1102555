using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when modes are missing or badly weighted.</summary>
[Catalogued("mode-collapse")]
public sealed class ModeCollapseCheck : IRunCheck
{
    private const string Name = "mode-collapse";
    private const string Advice =
        "Train longer, or with a method that spreads over modes (dikl instead of reverse-kl). "
        + "If it stays, the largest noise level may be too small for the distance between modes.";

    private const string PathAdvice =
        "Paths that never reach a mode never learn of it, and their weights cannot say so. Train longer, or with another seed; "
        + "'dikl' spreads over modes, and 'pt' draws them in their proportions.";

    private const string DirectAdvice =
        "Chains have not moved between the modes often enough: draw more, warm up longer, or take a method that tempers, such as parallel tempering.";

    private const string DataAdvice = "Train longer, or learn from more rows. For sd-flow: start from more noise, lower it more slowly, or draw by particles (preset 'default').";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string advice = run.Fitting(Advice, PathAdvice, DirectAdvice, DataAdvice);
        if (run.Find("mode-entropy") is { } entropy && MeasurementLookup.Grade(1 - entropy.Value, 0.02, 0.1) is { } lost)
        {
            yield return new Finding(
                lost,
                Name,
                $"The draws do not cover the modes evenly: mode entropy {entropy.Words()}, where 1 is full coverage and 0 a single mode.",
                advice);
        }

        if (run.Find("mode-weight-tv") is { } weights && MeasurementLookup.Grade(Excess(weights), 0.13, 0.3) is { } wrong)
        {
            yield return new Finding(
                wrong, Name, $"Mode weights are off: {weights.Value:0%} of the mass sits in the wrong mode, total variation {weights.Words()}.", advice);
        }

        if (run.Find("unvisited-share") is { } unvisited && unvisited.Excess() is (var lack, true) && MeasurementLookup.Grade(lack, 0.01, 0.1) is { } missing)
        {
            yield return new Finding(
                missing, Name, $"{unvisited.Value:0.0%} of the mass lies where the draws hardly ever go: unvisited share {unvisited.Words()}.", advice);
        }

        if (run.Find("mode-weight-tv") is null && run.Find("cell-share-tv") is { } cells && cells.Excess() is (var shift, true)
            && MeasurementLookup.Grade(shift, 0.13, 0.3) is { } misplaced)
        {
            yield return new Finding(misplaced, Name, $"Regions hold the wrong shares of the mass: total variation over cells {cells.Words()}.", advice);
        }

        if (run.Find("left-well-mass") is { } wells && MeasurementLookup.Grade(Excess(wells), 0.04, 0.12) is { } tilted)
        {
            yield return new Finding(tilted, Name, $"A well holds the wrong share of the mass: the worst error is {wells.Words()}.", advice);
        }
    }

    private static double Excess(Measurement.Measured measured) => measured.Value - (measured.Floor ?? 0);
}
