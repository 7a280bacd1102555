using System.Globalization;
using System.Text;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Comparison;

/// <summary>A comparison as Markdown and as CSV.</summary>
internal static class ComparisonText
{
    /// <summary>Begins the part of a Markdown file that is written anew.</summary>
    internal const string Begin = "<!-- comparison: begin -->";

    /// <summary>Ends it.</summary>
    internal const string End = "<!-- comparison: end -->";

    /// <summary>What the numbers are, for any reader.</summary>
    internal const string Legend =
        "Each number is the mean over n seeds ± the half-width of its 95 % interval (Student's t); bold marks the best mean and those within its interval. "
        + "Evaluations are energies and scores together, warm-up included. Exact draws of the same number get the values of the last row.";

    /// <summary>The tables as Markdown.</summary>
    internal static string Markdown(IReadOnlyList<ComparisonTable> tables, IReadOnlyList<string> notes)
    {
        StringBuilder text = new();
        text.Append(Legend).Append('\n');
        foreach (ComparisonTable table in tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Escaped(table.Title)}\n\n");
            text.Append(table.Caption.Length > 0 ? table.Caption + "\n\n" : string.Empty);
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", table.Columns.Select(Escaped))} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", table.Columns.Select((_, column) => column == 0 ? "---" : "---:"))} |\n");
            foreach (IReadOnlyList<ComparisonCell> row in table.Rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(cell => cell.IsBest ? $"**{Escaped(cell.Text)}**" : Escaped(cell.Text)))} |\n");
            }
        }

        if (notes.Count > 0)
        {
            text.Append("\nNotes:\n\n").AppendJoin('\n', notes.Select(note => $"- {Escaped(note)}")).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A file with the tables: written between its marks where it has them, so that words around them stay; else as a whole.</summary>
    /// <param name="present">What is in the file by now, or null.</param>
    /// <param name="markdown">The tables.</param>
    /// <param name="command">The command line that makes them.</param>
    internal static string Within(string? present, string markdown, string command)
    {
        string part = $"{Begin}\n\nMade by `{command}`.\n\n{markdown}\n{End}";
        int begin = present?.IndexOf(Begin, StringComparison.Ordinal) ?? -1;
        int end = present?.IndexOf(End, StringComparison.Ordinal) ?? -1;
        return begin >= 0 && end > begin ? present![..begin] + part + present[(end + End.Length)..] : $"# Comparison\n\n{part}\n";
    }

    /// <summary>One line per row and quantity, for other programs; numbers are whole and with a decimal point whatever the culture.</summary>
    internal static string Csv(MethodGrid grid)
    {
        StringBuilder text = new("target,method,quantity,n,failed,mean,half-width-95,lowest,highest,floor,draws,budget-evaluations,budget-seconds\n");
        foreach (MethodRow row in grid.Rows)
        {
            IEnumerable<string> metrics = row.Runs.SelectMany(run => run.Results.Measurements.OfType<Measurement.Measured>()).Select(metric => metric.Name).Distinct(StringComparer.Ordinal);
            (string Name, SeedSpread? Spread, double? Floor)[] quantities =
            [
                .. metrics.Select(metric => (metric, row.Metric(metric), row.Floor(metric))),
                ("energy-evaluations", row.Over(run => run.CountsEvaluations ? run.Results.Cost.Energies : null), null),
                ("score-evaluations", row.Over(run => run.CountsEvaluations ? run.Results.Cost.Scores : null), null),
                ("seconds", row.Seconds, null),
            ];
            foreach ((string name, SeedSpread? spread, double? floor) in quantities)
            {
                if (spread is not null)
                {
                    string[] fields =
                    [
                        RowText.Quoted(row.Target), RowText.Quoted(row.Method), name, $"{spread.Count}", $"{row.Failures.Count}", Number(spread.Mean), Number(spread.HalfWidth), Number(spread.Lowest),
                        Number(spread.Highest), Number(floor), $"{row.Draws}", $"{row.Budget?.Evaluations}", Number(row.Budget?.Seconds),
                    ];
                    text.AppendJoin(',', fields).Append('\n');
                }
            }

            if (row.Runs.Count == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{RowText.Quoted(row.Target)},{RowText.Quoted(row.Method)},failed,0,{row.Failures.Count},,,,,,,,\n");
            }
        }

        return text.ToString();
    }

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : string.Empty;

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
