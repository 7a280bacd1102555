using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>The answer first: can the draws be trusted?</summary>
internal static class VerdictSection
{
    /// <summary>The banner.</summary>
    internal static string Html(Run run)
    {
        Severity level = run.Findings.Count == 0 ? Severity.Green : run.Findings.Max(finding => finding.Severity);
        string sentence = level switch
        {
            Severity.Green => "Green: nothing looks wrong.",
            Severity.Amber => "Amber: look before you use the draws.",
            _ => "Red: do not use the draws.",
        };
        string list = run.Findings.Count == 0 ? string.Empty : $"<ul>{string.Concat(run.Findings.Select(Item))}</ul>";
        return $"<div class=\"card verdict {Class(level)}\"><strong>{sentence}</strong>{list}</div>";
    }

    private static string Item(Finding finding) =>
        $"<li class=\"{Class(finding.Severity)}\"><span class=\"dot\"></span>{Markup.Text(finding.Message)} "
        + $"<span class=\"soft\">{Markup.Text(finding.Advice)}</span></li>";

    private static string Class(Severity severity) => severity switch
    {
        Severity.Green => "green",
        Severity.Amber => "amber",
        _ => "red",
    };
}
