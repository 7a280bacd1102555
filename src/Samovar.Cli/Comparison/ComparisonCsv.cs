using System.Globalization;
using System.Text;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Comparison;

/// <summary>A comparison for other programs: one line per row and quantity. Numbers are whole and with a decimal point whatever the culture.</summary>
internal static class ComparisonCsv
{
    private const string Head = "target,method,quantity,n,failed,mean,half-width-95,lowest,highest,floor,draws,budget-evaluations,budget-seconds,low-95,high-95,floor-error\n";

    /// <summary>The rows, then a line per pair of methods that has a break-even: from how many draws on, with its interval; inf is never.</summary>
    /// <param name="grid">The rows.</param>
    /// <param name="quality">The metric that decides about break-even, or null for the usual one.</param>
    internal static string Of(MethodGrid grid, string? quality)
    {
        StringBuilder text = new(Head);
        foreach (MethodRow row in grid.Rows)
        {
            IEnumerable<string> metrics = row.Runs.SelectMany(run => run.Results.Measurements.OfType<Measurement.Measured>()).Select(metric => metric.Name).Distinct(StringComparer.Ordinal);
            (string Name, SeedSpread? Spread, double? Floor, double? FloorError)[] quantities =
            [
                .. metrics.Select(metric => (metric, row.Metric(metric), row.Floor(metric), row.FloorError(metric))),
                ("energy-evaluations", row.Over(run => run.CountsEvaluations ? run.Results.Cost.Energies : null), null, null),
                ("score-evaluations", row.Over(run => run.CountsEvaluations ? run.Results.Cost.Scores : null), null, null),
                ("seconds", row.Seconds, null, null),
            ];
            foreach ((string name, SeedSpread? spread, double? floor, double? floorError) in quantities)
            {
                if (spread is not null)
                {
                    Add(text, row, name, [$"{spread.Count}", $"{row.Failures.Count}", Number(spread.Mean), Number(spread.HalfWidth), Number(spread.Lowest), Number(spread.Highest), Number(floor)],
                        (spread.Mean - spread.HalfWidth, spread.Mean + spread.HalfWidth, floorError));
                }
            }

            if (row.Runs.Count == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{RowText.Quoted(row.Target)},{RowText.Quoted(row.Method)},failed,0,{row.Failures.Count},,,,,,,,,,,\n");
            }
        }

        foreach (PayBack pair in PayBack.Of(grid, quality))
        {
            AddBreakEven(text, grid, pair, ("evaluations", pair.InEvaluations));
            AddBreakEven(text, grid, pair, ("seconds", pair.InSeconds));
        }

        return text.ToString();
    }

    private static void AddBreakEven(StringBuilder text, MethodGrid grid, PayBack pair, (string Unit, PayBackCount Count) counted)
    {
        double? number = counted.Count.Number switch
        {
            BreakEven.AtOnce => 1,
            BreakEven.After after => after.Draws,
            BreakEven.UpTo upTo => upTo.Draws,
            BreakEven.Never => double.PositiveInfinity,
            _ => null,
        };
        if (number is not { } draws)
        {
            return;
        }

        MethodRow row = grid.Rows.First(row => row.Board == pair.Board && row.Method == pair.Trained);
        IReadOnlyList<DrawRange> open = counted.Count.Undecided is { Count: > 0 } some ? some : [new DrawRange(double.NaN, double.NaN)];
        string kind = counted.Count.Number is BreakEven.UpTo ? "cheaper-up-to" : "break-even";
        Add(text, row, RowText.Quoted($"{kind}-{counted.Unit}:{pair.Rival}"), [$"{row.Runs.Count}", $"{row.Failures.Count}", NumberOrEndless(draws), string.Empty, string.Empty, string.Empty, string.Empty],
            (open[0].From, open[^1].To, null));
    }

    private static void Add(StringBuilder text, MethodRow row, string quantity, string[] values, (double Low, double High, double? FloorError) last) =>
        text.AppendJoin(
            ',',
            [
                RowText.Quoted(row.Target), RowText.Quoted(row.Method), quantity, .. values, $"{row.Draws}", $"{row.Budget?.Evaluations}", Number(row.Budget?.Seconds),
                NumberOrEndless(last.Low), NumberOrEndless(last.High), Number(last.FloorError),
            ]).Append('\n');

    private static string NumberOrEndless(double value) => double.IsPositiveInfinity(value) ? "inf" : Number(value);

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : string.Empty;
}
