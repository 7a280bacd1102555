using Samovar.Runs;

namespace Samovar.Cli.Comparison;

/// <summary>Runs that differ by their seed alone: one row of a comparison.</summary>
/// <param name="Target">The target.</param>
/// <param name="Method">The method, with what tells it from other rows of its name.</param>
/// <param name="Runs">Measured runs, by seed.</param>
/// <param name="Failures">What went wrong with the others, by seed.</param>
internal sealed record MethodRow(string Target, string Method, IReadOnlyList<ComparedRun> Runs, IReadOnlyList<(ulong Seed, string Message)> Failures)
{
    /// <summary>The table that the row stands in: its target, and what each run may spend where rows on that target were given different budgets.</summary>
    internal string Board { get; init; } = Target;

    /// <summary>The suite that the runs belong to, or null.</summary>
    internal string? Suite { get; init; }

    /// <summary>What the runs may spend, or null; null too where none was measured.</summary>
    internal RunBudget? Budget => Runs.Count > 0 ? Runs[0].Plan.Budget?.Limits : null;

    /// <summary>True for a method that draws without training.</summary>
    internal bool IsDirect => Runs.Count > 0 && Runs[0].Plan.IsDirect;

    /// <summary>Draws per repetition of each metric; 0 where nothing was measured.</summary>
    internal int Draws => Runs.Count > 0 ? Runs[0].Results.Count : 0;

    /// <summary>Energies and scores together; null where the target is data, or nothing was measured.</summary>
    internal SeedSpread? Evaluations => Over(run => run.CountsEvaluations ? run.Results.Cost.Total : null);

    /// <summary>Wall seconds of training, or of drawing without it.</summary>
    internal SeedSpread? Seconds => Over(run => run.Results.Seconds);

    /// <summary>Share of the budget that was spent; null where there was none.</summary>
    internal SeedSpread? Spent => Over(run => run.Plan.Budget?.Share(run.Results.Cost, run.Results.Seconds));

    /// <summary>What the check of disagreement between seeds says.</summary>
    internal IReadOnlyList<Finding> Disagreements { get; init; } = [];

    /// <summary>A metric over the runs that measured it, or null.</summary>
    internal SeedSpread? Metric(string name) => Over(run => run.Metric(name) is { } metric && double.IsFinite(metric.Value) ? metric.Value : null);

    /// <summary>The mean floor of a metric, or null.</summary>
    internal double? Floor(string name)
    {
        double[] floors = [.. Runs.Select(run => run.Metric(name)?.Floor).OfType<double>()];
        return floors.Length > 0 ? floors.Average() : null;
    }

    /// <summary>Standard error of the floor of a metric, or null. Runs that measured as many draws share one floor, so it does not fall with their number.</summary>
    internal double? FloorError(string name)
    {
        double[] errors = [.. Runs.Select(run => run.Metric(name)?.FloorError).OfType<double>()];
        return errors.Length > 0 ? errors.Average() : null;
    }

    /// <summary>Verdicts in words, such as "2 red, 1 amber".</summary>
    internal string Verdicts
    {
        get
        {
            IEnumerable<string> levels = Runs.GroupBy(run => run.Results.Level).OrderByDescending(group => group.Key)
                .Select(group => Runs.Count == 1 && Failures.Count == 0 ? Word(group.Key) : $"{group.Count()} {Word(group.Key)}");
            return string.Join(", ", Failures.Count > 0 ? levels.Append($"{Failures.Count} failed") : levels);
        }
    }

    /// <summary>A quantity over the runs that have it, or null.</summary>
    internal SeedSpread? Over(Func<ComparedRun, double?> quantity) => SeedSpread.Of([.. Runs.Select(quantity).OfType<double>()]);

    private static string Word(Severity level) => level.ToString().ToLowerInvariant();
}
