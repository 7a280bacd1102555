using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>The answer first: can the draws be trusted, why not, and what to do next?</summary>
internal static class VerdictSection
{
    /// <summary>The level of a run: that of its worst finding.</summary>
    internal static Severity Level(Run run) => run.Findings.Count == 0 ? Severity.Green : run.Findings.Max(finding => finding.Severity);

    /// <summary>The answer as a sentence.</summary>
    internal static string Sentence(Severity level) => level switch
    {
        Severity.Green => "Green: nothing looks wrong.",
        Severity.Amber => "Amber: look before you use the draws.",
        _ => "Red: do not use the draws.",
    };

    /// <summary>What the answer rests on, as a sentence; nothing where nothing was measured.</summary>
    internal static string Ground(Run run, int draws)
    {
        int measured = run.Measurements.OfType<Measurement.Measured>().Count();
        int others = run.Measurements.Count - measured;
        return draws == 0
            ? string.Empty
            : $"It rests on {Phrases.Count(draws)} draws and {measured} {(measured == 1 ? "metric" : "metrics")}"
                + $"{(others > 0 ? $"; {others} more {(others == 1 ? "does" : "do")} not apply here" : string.Empty)}.";
    }

    /// <summary>The banner.</summary>
    internal static string Html(Run run, int draws)
    {
        Severity level = Level(run);
        string list = run.Findings.Count == 0 ? string.Empty : $"<ul>{string.Concat(run.Findings.Select(Item))}</ul>";
        return $"<section id=\"verdict\" class=\"card verdict {Word(level)}\"><h2>{Sentence(level)}</h2><p class=\"soft\">{Ground(run, draws)}</p>{list}</section>";
    }

    /// <summary>A level in one word.</summary>
    internal static string Word(Severity severity) => severity switch
    {
        Severity.Green => "green",
        Severity.Amber => "amber",
        _ => "red",
    };

    private static string Item(Finding finding)
    {
        string next = finding.Advice.Length > 0 ? $"<p class=\"soft\"><b>Next:</b> {Markup.Text(finding.Advice)}</p>" : string.Empty;
        return $"<li>{Markup.Badge(Word(finding.Severity))}<b>{Markup.Text(finding.Check)}</b>: {Markup.Text(finding.Message)}{next}</li>";
    }
}
