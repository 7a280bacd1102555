using Samovar.Runs;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Measurements and verdict for people.</summary>
internal static class ResultTables
{
    /// <summary>Writes measurements and verdict.</summary>
    internal static void Write(IAnsiConsole console, RunResults results)
    {
        Measurement.Measured[] measured = [.. results.Measurements.OfType<Measurement.Measured>()];
        if (measured.Length > 0)
        {
            Table table = Plain("metric", "value", "± s.e.", "exact draws");
            table.Columns[1].RightAligned();
            table.Columns[2].RightAligned();
            table.Columns[3].RightAligned();
            foreach (Measurement.Measured row in measured)
            {
                AddRow(table, row.Name, Phrases.Number(row.Value), Phrases.Error(row.StandardError), Phrases.Floor(row.Floor, row.FloorError));
            }

            console.Write(table);
        }

        foreach (IGrouping<string, Measurement.NotApplicable> group in results.Measurements.OfType<Measurement.NotApplicable>().GroupBy(item => item.Reason))
        {
            console.Write(new Text($"Not applicable: {string.Join(", ", group.Select(item => item.Name))} ({group.Key.TrimEnd('.')}).\n"));
        }

        console.WriteLine();
        WriteVerdict(console, results.Level, results.Findings);
    }

    /// <summary>Writes what was said about the draws; nothing for a trained sampler without weights.</summary>
    internal static void WriteSampling(IAnsiConsole console, SamplingRecord? sampling)
    {
        if (sampling?.LogNormalizer is { } estimate)
        {
            string interval = estimate is { Lower: { } lower, Upper: { } upper }
                ? $", 95 % interval {Phrases.Number(lower)} to {Phrases.Number(upper)}"
                : string.Empty;
            string value = $"{Phrases.Number(estimate.Value)} ± {Phrases.Number(estimate.StandardError)}";
            console.Write(new Text(estimate.IsKnown ? $"log Z = {value}{interval} ({estimate.Origin})\n" : $"log Z is not known: {value} says nothing ({estimate.Origin})\n"));
            console.WriteLine();
        }

        if (sampling?.Diagnostics is { Count: > 0 } diagnostics)
        {
            Table table = Plain("diagnostic", "value", "what it means");
            table.Columns[1].RightAligned();
            foreach (Diagnostic diagnostic in diagnostics)
            {
                AddRow(table, diagnostic.Name, Phrases.Figure(diagnostic.Value), diagnostic.Meaning);
            }

            console.Write(table);
            console.WriteLine();
        }
    }

    /// <summary>A table without lines, which survives copying into a text.</summary>
    internal static Table Plain(params string[] columns)
    {
        Table table = new() { Border = TableBorder.None, ShowHeaders = true };
        foreach (string column in columns)
        {
            Padding padding = new(0, 0, column == columns[^1] ? 0 : 3, 0);
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Dim))) { Padding = padding, NoWrap = column != columns[^1] });
        }

        return table;
    }

    /// <summary>Adds a row of texts, which may hold brackets.</summary>
    internal static void AddRow(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    /// <summary>Writes the verdict with its findings.</summary>
    internal static void WriteVerdict(IAnsiConsole console, Severity level, IReadOnlyList<Finding> findings)
    {
        (string word, Color color) = level switch
        {
            Severity.Green => ("green", Color.Green),
            Severity.Amber => ("amber", Color.Yellow),
            _ => ("red", Color.Red),
        };
        console.Write(new Text($"Verdict: {word}", new Style(color, decoration: Decoration.Bold)));
        console.Write(new Text(findings.Count == 0 ? ". Nothing looks wrong.\n" : ".\n"));
        foreach (Finding finding in findings)
        {
            string advice = finding.Advice.Length > 0 ? $" {finding.Advice}" : string.Empty;
            console.Write(new Text($"  {finding.Severity.ToString().ToLowerInvariant(),-5}  {finding.Check}: {finding.Message}{advice}\n"));
        }
    }
}
