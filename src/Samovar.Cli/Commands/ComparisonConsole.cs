using Samovar.Cli.Comparison;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>A comparison on the terminal.</summary>
internal static class ComparisonConsole
{
    /// <summary>Writes tables and notes.</summary>
    internal static void Write(IAnsiConsole console, IReadOnlyList<ComparisonTable> tables, MethodGrid grid)
    {
        foreach (ComparisonTable comparison in tables)
        {
            console.Write(new Text($"{comparison.Title}\n", new Style(decoration: Decoration.Bold)));
            if (comparison.Caption.Length > 0)
            {
                console.Write(new Text($"{comparison.Caption}\n"));
            }

            Table table = ResultTables.Plain([.. comparison.Columns]);
            foreach (IReadOnlyList<ComparisonCell> row in comparison.Rows)
            {
                table.AddRow(row.Select(cell => new Text(cell.Text, cell.IsBest ? new Style(decoration: Decoration.Bold) : Style.Plain)));
            }

            console.Write(table);
            console.WriteLine();
        }

        foreach (string note in Notes(grid))
        {
            console.Write(new Text($"{note}\n"));
        }
    }

    /// <summary>What a reader must know: what was left out or cannot be compared, what failed, and where seeds do not agree.</summary>
    internal static IReadOnlyList<string> Notes(MethodGrid grid) =>
    [
        .. grid.Notes,
        .. from row in grid.Rows
           from failure in row.Failures
           select $"{row.Method} on {row.Target}, seed {failure.Seed}, failed: {failure.Message}",
        .. from row in grid.Rows
           from finding in row.Disagreements
           select $"{row.Method} on {row.Target}: {finding.Message} {finding.Advice}".TrimEnd(),
    ];
}
