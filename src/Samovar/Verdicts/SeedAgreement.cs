using Samovar.Runs;

namespace Samovar.Verdicts;

/// <summary>Says when runs that differ by their seed alone do not agree: then chance decides what a run finds, and a single one proves little.</summary>
/// <remarks>
/// A metric counts as disagreeing if its scatter between runs is beyond what the runs' own errors explain (a χ² test at 1e-4 of false alarms per metric) and is
/// large: a twentieth for shares and entropies, half a nat for log Z.
/// </remarks>
public static class SeedAgreement
{
    /// <summary>Metrics that are looked at, with the largest standard deviation between seeds that does not matter.</summary>
    private static readonly (string Metric, double Harmless)[] Watched =
    [
        ("mode-entropy", 0.05), ("mode-weight-tv", 0.05), ("unvisited-share", 0.05), ("cell-share-tv", 0.05), ("outside-support", 0.05), ("basin-share-error", 0.05),
        ("left-well-mass", 0.05), ("modes-covered", 0.5), ("log-normalizer", 0.5),
    ];

    /// <summary>Compares runs of one method on one target.</summary>
    /// <param name="runs">Their results; of different seeds.</param>
    /// <returns>Findings, worst first; none for fewer than two runs.</returns>
    /// <exception cref="ArgumentException">The runs are of different targets or methods.</exception>
    public static IReadOnlyList<Finding> Examine(IReadOnlyList<RunResults> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        string[] kinds = [.. runs.Select(run => $"{run.Method} on {run.Target}").Distinct()];
        if (kinds.Length > 1)
        {
            throw new ArgumentException($"Seeds are compared within one method on one target; these runs are {string.Join(", ", kinds)}.", nameof(runs));
        }

        return runs.Count < 2 ? [] : [.. Levels(runs), .. Watched.Select(watched => Of(watched.Metric, watched.Harmless, runs)).OfType<Finding>()];
    }

    private static IEnumerable<Finding> Levels(IReadOnlyList<RunResults> runs)
    {
        RunResults worst = runs.MaxBy(run => run.Level)!;
        RunResults best = runs.MinBy(run => run.Level)!;
        if (best.Level == Severity.Green && worst.Level == Severity.Red)
        {
            yield return new Finding(
                Severity.Red, "seeds-disagree", $"Seed {best.Seed} is green and seed {worst.Seed} is red: {runs.Count(run => run.Level == Severity.Red)} of {runs.Count} seeds fail.",
                "A method that works by luck needs more steps, or another preset. Do not pick the green seed.");
        }
    }

    private static Finding? Of(string metric, double harmless, IReadOnlyList<RunResults> runs)
    {
        (ulong Seed, Measurement.Measured Measured)[] found =
        [
            .. runs.SelectMany(run => run.Measurements.OfType<Measurement.Measured>()
                .Where(measured => measured.Name == metric && double.IsFinite(measured.Value) && measured.StandardError > 0).Select(measured => (run.Seed, measured))),
        ];
        if (found.Length < 2)
        {
            return null;
        }

        double weights = found.Sum(run => 1 / Squared(run.Measured.StandardError));
        double centre = found.Sum(run => run.Measured.Value / Squared(run.Measured.StandardError)) / weights;
        double statistic = found.Sum(run => Squared((run.Measured.Value - centre) / run.Measured.StandardError));
        double mean = found.Average(run => run.Measured.Value);
        double deviation = Math.Sqrt(found.Sum(run => Squared(run.Measured.Value - mean)) / (found.Length - 1));
        (ulong Seed, Measurement.Measured Measured) low = found.MinBy(run => run.Measured.Value);
        (ulong Seed, Measurement.Measured Measured) high = found.MaxBy(run => run.Measured.Value);
        return statistic > Limit(found.Length - 1) && deviation > harmless
            ? new Finding(
                deviation > 3 * harmless ? Severity.Red : Severity.Amber,
                "seeds-disagree",
                $"Seeds disagree on {metric}: from {low.Measured.Value:0.0###} ± {low.Measured.StandardError:0.0###} (seed {low.Seed}) to "
                + $"{high.Measured.Value:0.0###} ± {high.Measured.StandardError:0.0###} (seed {high.Seed}), far beyond their errors.",
                "What one run finds is chance: train longer, and trust none of them alone.")
            : null;
    }

    private static double Squared(double value) => value * value;

    /// <summary>The 1 − 1e-4 quantile of χ², after Wilson and Hilferty; errors of a run come from few repetitions themselves, so it is taken twice as wide.</summary>
    private static double Limit(int degrees)
    {
        const double Normal = 3.719;
        const double Caution = 2;
        double share = 2.0 / (9 * degrees);
        return Caution * degrees * Math.Pow(1 - share + (Normal * Math.Sqrt(share)), 3);
    }
}
