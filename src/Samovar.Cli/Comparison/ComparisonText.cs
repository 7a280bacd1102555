using System.Globalization;
using System.Text;

namespace Samovar.Cli.Comparison;

/// <summary>A comparison as Markdown.</summary>
internal static class ComparisonText
{
    /// <summary>Begins the part of a Markdown file that is written anew.</summary>
    internal const string Begin = "<!-- comparison: begin -->";

    /// <summary>Ends it.</summary>
    internal const string End = "<!-- comparison: end -->";

    /// <summary>What the numbers are, for any reader.</summary>
    internal const string Legend =
        "Each number is the mean over n seeds ± the half-width of its 95 % interval (Student's t); bold marks the best mean and those within its interval. "
        + "Evaluations are energies and scores together, warm-up included. Exact draws of the same number get the values of the last row, ± their standard error.";

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

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
