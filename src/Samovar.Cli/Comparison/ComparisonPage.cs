using Samovar.Cli.Reports;

namespace Samovar.Cli.Comparison;

/// <summary>A comparison as one page that needs nothing else, not even a script.</summary>
internal static class ComparisonPage
{
    /// <summary>The name of a row stays in sight where a wide table scrolls; what is bold has a mark that needs no colour.</summary>
    private const string Style = "main{max-width:1280px}tbody th[scope=row]{position:sticky;left:0;background:var(--card);white-space:nowrap;padding-right:14px}td b::after{content:\" •\"}";

    private static readonly string[] Names = ["method", "target", "against"];
    private static readonly string[] Sentences = ["in evaluations", "in seconds", "verdicts"];

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="notes">What a reader must know; sentences.</param>
    /// <param name="command">The command line that makes it.</param>
    internal static string Html(string title, IReadOnlyList<ComparisonTable> tables, IReadOnlyList<string> notes, string command)
    {
        string remarks = $"<ul>{string.Concat(notes.Select(note => $"<li>{Markup.Text(note)}</li>"))}</ul>";
        string body = string.Concat(
            $"<h1>{Markup.Text(title)} <span>methods side by side</span></h1>",
            $"<p class=\"soft\">{Markup.Text(ComparisonText.Legend)} A dot stands behind what is bold.</p>",
            string.Concat(tables.Select(table => Markup.Section(table.Title, table.Caption, $"<div class=\"card\">{Table(table)}</div>"))),
            notes.Count > 0 ? Markup.Section("Notes", string.Empty, remarks) : string.Empty,
            Markup.Section("Again", string.Empty, $"<pre>{Markup.Text(command)}</pre>"));
        return new HtmlPage(title, body) { Style = Style }.Html();
    }

    private static string Table(ComparisonTable table) => Markup.Table(
        table.Title,
        [.. table.Columns.Select(column => new TableColumn(column, Names.Contains(column) ? string.Empty : Sentences.Contains(column) ? "words" : "number"))],
        table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(cell => cell.IsBest ? $"<b>{Markup.Text(cell.Text)}</b>" : Markup.Text(cell.Text))]));
}
