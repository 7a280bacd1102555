using System.Globalization;
using System.Net;

namespace Samovar.Cli.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Style">Class of its cells, such as "number" or "words"; empty for plain text.</param>
internal sealed record TableColumn(string Name, string Style = "");

/// <summary>Small pieces of pages.</summary>
internal static class Markup
{
    /// <summary>A text, safe to stand in the page.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A framed part with a heading.</summary>
    internal static string Card(string title, string content) => $"<div class=\"card\"><h3>{Text(title)}</h3>{content}</div>";

    /// <summary>A framed part over all columns, with a heading.</summary>
    internal static string WideCard(string title, string content) => $"<div class=\"card wide\"><h3>{Text(title)}</h3>{content}</div>";

    /// <summary>Cards side by side where there is room.</summary>
    internal static string Grid(IEnumerable<string> cards) => $"<div class=\"grid\">{string.Concat(cards)}</div>";

    /// <summary>A section with a heading and a sentence about it.</summary>
    internal static string Section(string title, string sentence, string content) =>
        $"<section id=\"{Anchor(title)}\"><h2>{Text(title)}</h2><p class=\"soft\">{Text(sentence)}</p>{content}</section>";

    /// <summary>Where a link to a section leads.</summary>
    internal static string Anchor(string title) => string.Concat(title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    /// <summary>The big numbers at the top.</summary>
    internal static string Tiles(IEnumerable<(string Value, string Name)> tiles) =>
        $"<div class=\"tiles\">{string.Concat(tiles.Select(tile => $"<div class=\"card tile\"><b>{Text(tile.Value)}</b><span>{Text(tile.Name)}</span></div>"))}</div>";

    /// <summary>A table that scrolls inside itself where the page is narrow; the first cell of each row is its heading.</summary>
    /// <param name="label">What the table holds, for readers who cannot see it.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Cells of each row as markup.</param>
    /// <param name="stacks">True if on narrow pages the cells of a row stand below each other instead: for tables with sentences.</param>
    internal static string Table(string label, IReadOnlyList<TableColumn> columns, IEnumerable<IReadOnlyList<string>> rows, bool stacks = false)
    {
        static string Class(TableColumn column) => column.Style.Length > 0 ? $" class=\"{column.Style}\"" : string.Empty;
        string head = string.Concat(columns.Select(column => $"<th scope=\"col\"{Class(column)}>{Text(column.Name)}</th>"));
        string Name(TableColumn column) => stacks && column.Style == "number" ? $" data-name=\"{Text(column.Name)}\"" : string.Empty;
        string Cell(string cell, int column) => column == 0
            ? $"<th scope=\"row\"{Class(columns[0])}>{cell}</th>"
            : $"<td{Class(columns[column])}{Name(columns[column])}>{cell}</td>";
        string body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(Cell))}</tr>"));
        return Scrolling(label, $"<table{(stacks ? " class=\"stack\"" : string.Empty)}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>");
    }

    /// <summary>A two-column table of facts; facts without value are left out.</summary>
    internal static string Facts(IEnumerable<(string Name, string? Value)> facts, string label = "Facts")
    {
        IEnumerable<string> rows = facts
            .Where(fact => !string.IsNullOrEmpty(fact.Value))
            .Select(fact => $"<tr><th scope=\"row\">{Text(fact.Name)}</th><td>{Text(fact.Value!)}</td></tr>");
        return Scrolling(label, $"<table class=\"facts\"><tbody>{string.Concat(rows)}</tbody></table>");
    }

    /// <summary>A level as a word in a frame; the frame's shape differs with the level, so the colour carries nothing alone.</summary>
    internal static string Badge(string level) => $"<span class=\"badge {level}\">{level}</span>";

    /// <summary>What shapes and colours mean.</summary>
    internal static string Legend(bool hasExact, bool hasDensity, string exactName = "exact draws of the target")
    {
        string exact = hasExact ? Key("exact", $"{exactName} (dashed in curves)") : string.Empty;
        string density = hasDensity ? Key("density", "density of the target, stronger where higher") : string.Empty;
        return $"<div class=\"legend\">{Key("draws", "draws of the sampler (filled)")}{exact}{density}</div>";
    }

    /// <summary>A sentence about draws that a picture does not show; nothing where it shows all.</summary>
    /// <param name="share">Share of the draws outside, 0 to 1.</param>
    internal static string OutsideNote(double share) => share == 0
        ? string.Empty
        : $"<p class=\"note\">{(100 * share).ToString("0.##", CultureInfo.InvariantCulture)} % of the draws lie outside this picture.</p>";

    private static string Key(string kind, string meaning) => $"<span><span class=\"key {kind}\"></span>{Text(meaning)}</span>";

    // A part that scrolls must be reachable with the keyboard, or its end is out of reach without a mouse.
    private static string Scrolling(string label, string table) => $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(label)}\">{table}</div>";
}
