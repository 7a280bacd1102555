using Samovar.Cli.Reports;

namespace Samovar.Cli.Comparison;

/// <summary>A comparison as one page that needs nothing else, not even a script.</summary>
internal static class ComparisonPage
{
    /// <summary>Headings that tell which column a number belongs to stay in sight on a narrow page.</summary>
    private const string Style = ".leaderboard th:first-child,.leaderboard td:first-child{position:sticky;left:0;background:var(--card);padding-right:14px}"
        + ".leaderboard td,.leaderboard th{white-space:nowrap}.leaderboard .words{white-space:normal;min-width:16ch;max-width:60ch}.leaderboard b::after{content:\" •\"}main{max-width:1280px}";

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="notes">What a reader must know; sentences.</param>
    /// <param name="command">The command line that makes it.</param>
    internal static string Html(string title, IReadOnlyList<ComparisonTable> tables, IReadOnlyList<string> notes, string command)
    {
        string sections = string.Concat(tables.Select(Section));
        string remarks = notes.Count == 0 ? string.Empty : $"<section><h2>Notes</h2><ul>{string.Concat(notes.Select(note => $"<li>{Markup.Text(note)}</li>"))}</ul></section>";
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            + $"<title>{Markup.Text(title)}</title><style>{ReportStyle.Sheet}{Style}</style></head>\n<body><main>"
            + $"<h1>{Markup.Text(title)} <span>methods side by side</span></h1><p class=\"soft\">{Markup.Text(ComparisonText.Legend)} A dot stands beside what is bold.</p>"
            + $"{sections}{remarks}<section><h2>Again</h2><pre>{Markup.Text(command)}</pre></section></main></body></html>\n";
    }

    private static string Section(ComparisonTable table)
    {
        static string Class(string column) => column switch
        {
            "method" or "target" or "against" => string.Empty,
            "in evaluations" or "in seconds" or "verdicts" => " class=\"words\"",
            _ => " class=\"number\"",
        };
        string head = string.Concat(table.Columns.Select(column => $"<th scope=\"col\"{Class(column)}>{Markup.Text(column)}</th>"));
        string Cell(ComparisonCell cell, string column) =>
            $"<td{Class(column)}>{(cell.IsBest ? $"<b>{Markup.Text(cell.Text)}</b>" : Markup.Text(cell.Text))}</td>";
        string rows = string.Concat(table.Rows.Select(row => $"<tr>{string.Concat(row.Zip(table.Columns, Cell))}</tr>"));
        string caption = table.Caption.Length > 0 ? $"<p class=\"soft\">{Markup.Text(table.Caption)}</p>" : string.Empty;
        return $"<section><h2>{Markup.Text(table.Title)}</h2>{caption}<div class=\"card scroll leaderboard\" tabindex=\"0\" role=\"region\" aria-label=\"{Markup.Text(table.Title)}\">"
            + $"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>";
    }
}
