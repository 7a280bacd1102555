using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Comparison;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsBest">True for the best of its column, and for those that its interval does not tell from it.</param>
internal readonly record struct ComparisonCell(string Text, bool IsBest = false);

/// <summary>A table, for any renderer.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Caption">What the reader must know; a sentence, or nothing.</param>
/// <param name="Columns">Headings; the first column names the row.</param>
/// <param name="Rows">The cells of each row.</param>
internal sealed record ComparisonTable(string Title, string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ComparisonCell>> Rows)
{
    private const string Nothing = "–";

    /// <summary>One table per target and budget, then one of break-even counts where there is anything to say.</summary>
    /// <param name="grid">The rows.</param>
    /// <param name="metrics">Metrics asked for; empty for the usual ones.</param>
    /// <param name="quality">The metric that decides about break-even, or null for the usual one.</param>
    internal static IReadOnlyList<ComparisonTable> Of(MethodGrid grid, IReadOnlyList<string> metrics, string? quality)
    {
        IEnumerable<ComparisonTable> targets = grid.Boards.Select(board => Target(board, [.. grid.Rows.Where(row => row.Board == board)], metrics));
        IReadOnlyList<PayBack> paybacks = PayBack.Of(grid, quality);
        return paybacks.Count > 0 ? [.. targets, BreakEvens(paybacks)] : [.. targets];
    }

    private static ComparisonTable Target(string title, IReadOnlyList<MethodRow> rows, IReadOnlyList<string> metrics)
    {
        IReadOnlyList<string> shown = MetricOrder.Shown(rows, metrics);
        bool hasEvaluations = rows.Any(row => row.Evaluations is not null);
        bool hasBudget = rows.Any(row => row.Budget is not null);
        string[] columns =
        [
            "method", "n", .. shown.Select(metric => metric + MetricOrder.Arrow(metric)), .. hasEvaluations ? ["evaluations"] : Array.Empty<string>(),
            .. hasBudget ? ["of budget"] : Array.Empty<string>(), "seconds", "verdicts",
        ];
        List<IReadOnlyList<ComparisonCell>> lines = [];
        foreach (MethodRow row in rows)
        {
            lines.Add(
            [
                new(row.Method),
                new(row.Failures.Count > 0 ? $"{row.Runs.Count} of {row.Runs.Count + row.Failures.Count}" : $"{row.Runs.Count}"),
                .. shown.Select(metric => new ComparisonCell(Value(row.Metric(metric)), IsBest(metric, row, rows))),
                .. hasEvaluations ? [new ComparisonCell(Mean(row.Evaluations, value => Phrases.Count((long)Math.Round(value))))] : Array.Empty<ComparisonCell>(),
                .. hasBudget ? [new ComparisonCell(Mean(row.Spent, value => Percent(value)))] : Array.Empty<ComparisonCell>(),
                new(Mean(row.Seconds, Phrases.Duration)),
                new(row.Verdicts),
            ]);
        }

        if (shown.Any(metric => Floor(rows, metric) != Nothing))
        {
            lines.Add([new("exact draws"), new(Nothing), .. shown.Select(metric => new ComparisonCell(Floor(rows, metric))),
                .. Enumerable.Repeat(new ComparisonCell(Nothing), columns.Length - shown.Count - 2)]);
        }

        return new ComparisonTable(title, Equal(rows), columns, lines);
    }

    /// <summary>What the rows were given alike, in a sentence; nothing for a single row that was given nothing.</summary>
    private static string Equal(IReadOnlyList<MethodRow> rows)
    {
        MethodRow[] measured = [.. rows.Where(row => row.Runs.Count > 0)];
        RunBudget?[] budgets = [.. measured.Select(row => row.Budget).Distinct()];
        return budgets switch
        {
            [{ Evaluations: not null, Seconds: null } budget] => $"Equal evaluations: each run may spend {Phrases.Budget(budget)}; seconds are what that took.",
            [{ Evaluations: null } budget] => $"Equal wall time: each run may spend {Phrases.Budget(budget)}; evaluations are what that bought.",
            [{ } budget] => $"Each run ends at {Phrases.Budget(budget)}, whichever is spent first, so neither is equal by itself.",
            { Length: > 1 } => "Nothing is equal here: some runs had a budget and others did not.",
            _ => measured.Length > 1 ? "Nothing is equal here: no run had a budget, each spent what its settings say." : string.Empty,
        };
    }

    private static ComparisonTable BreakEvens(IReadOnlyList<PayBack> paybacks) => new(
        "Break-even",
        "Draws from which on training is paid back: a trained sampler's draws are independent and cost what one more draw costs; the rival's cost what an effective draw cost it after its warm-up. "
        + "Counted from means over seeds; in brackets the 95 % interval that the scatter between seeds leaves (Fieller's), and none where a method has one seed.",
        ["target", "method", "against", "in evaluations", "in seconds"],
        [.. paybacks.Select(pair => (IReadOnlyList<ComparisonCell>)[new(pair.Board), new(pair.Trained), new(pair.Rival), new(pair.InEvaluations.Words), new(pair.InSeconds == pair.InEvaluations ? Nothing : pair.InSeconds.Words)])]);

    /// <summary>The best mean, and every mean within the best one's interval.</summary>
    private static bool IsBest(string metric, MethodRow row, IReadOnlyList<MethodRow> rows)
    {
        (MethodRow Row, SeedSpread Spread)[] ranked =
        [
            .. rows.Where(other => other.Draws == row.Draws && other.Metric(metric) is not null)
                .Select(other => (other, other.Metric(metric)!))
                .Where(entry => MetricOrder.Badness(metric, entry.Item2.Mean) is not null)
                .OrderBy(entry => MetricOrder.Badness(metric, entry.Item2.Mean)),
        ];
        return ranked.Length > 1 && row.Metric(metric) is { } own
            && Math.Abs(MetricOrder.Badness(metric, own.Mean)!.Value - MetricOrder.Badness(metric, ranked[0].Spread.Mean)!.Value) <= double.MaxNumber(0, ranked[0].Spread.HalfWidth);
    }

    /// <summary>The floor of a metric with its standard error, where all rows measured as many draws; else their floors differ, and none is shown.</summary>
    private static string Floor(IReadOnlyList<MethodRow> rows, string metric)
    {
        double[] floors = [.. rows.Select(row => row.Floor(metric)).OfType<double>()];
        double[] errors = [.. rows.Select(row => row.FloorError(metric)).OfType<double>()];
        bool alike = rows.Where(row => row.Runs.Count > 0).Select(row => row.Draws).Distinct().Count() == 1;
        return Phrases.Floor(floors.Length > 0 && alike ? floors.Average() : null, errors.Length > 0 ? errors.Average() : null);
    }

    private static string Value(SeedSpread? spread) => spread is null ? Nothing
        : double.IsNaN(spread.HalfWidth) ? Phrases.Number(spread.Mean)
        : $"{Phrases.Number(spread.Mean)} ± {Phrases.Number(spread.HalfWidth)}";

    private static string Mean(SeedSpread? spread, Func<double, string> words) => spread is null ? Nothing : words(spread.Mean);

    private static string Percent(double share) => (100 * share).ToString("0", System.Globalization.CultureInfo.InvariantCulture) + " %";
}
