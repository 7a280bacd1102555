using System.Globalization;
using System.Net;

namespace Samovar.Cli.Reports;

/// <summary>Small pieces of the page.</summary>
internal static class Markup
{
    /// <summary>A text, safe to stand in the page.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A framed part with a heading.</summary>
    internal static string Card(string title, string content) => $"<div class=\"card\"><h3>{Text(title)}</h3>{content}</div>";

    /// <summary>Cards side by side where there is room.</summary>
    internal static string Grid(IEnumerable<string> cards) => $"<div class=\"grid\">{string.Concat(cards)}</div>";

    /// <summary>A section with a heading and a sentence about it.</summary>
    internal static string Section(string title, string sentence, string content) =>
        $"<section><h2>{Text(title)}</h2><p class=\"soft\">{Text(sentence)}</p>{content}</section>";

    /// <summary>A two-column table of facts; facts without value are left out.</summary>
    internal static string Facts(IEnumerable<(string Name, string? Value)> facts)
    {
        IEnumerable<string> rows = facts
            .Where(fact => fact.Value is not null)
            .Select(fact => $"<tr><td>{Text(fact.Name)}</td><td>{Text(fact.Value!)}</td></tr>");
        return $"<div class=\"scroll\"><table class=\"facts\">{string.Concat(rows)}</table></div>";
    }

    /// <summary>What the colours mean.</summary>
    internal static string Legend(bool hasExact, bool hasDensity)
    {
        string exact = hasExact ? Key("exact", "exact draws of the target") : string.Empty;
        string density = hasDensity ? Key("density", "density of the target") : string.Empty;
        return $"<div class=\"legend\">{Key("draws", "draws of the sampler")}{exact}{density}</div>";
    }

    /// <summary>A sentence about draws that a picture does not show; nothing where it shows all.</summary>
    /// <param name="share">Share of the draws outside, 0 to 1.</param>
    internal static string OutsideNote(double share) => share == 0
        ? string.Empty
        : $"<p class=\"note\">{(100 * share).ToString("0.##", CultureInfo.InvariantCulture)} % of the draws lie outside this picture.</p>";

    private static string Key(string color, string meaning) => $"<span><i style=\"background:var(--{color})\"></i>{meaning}</span>";
}
