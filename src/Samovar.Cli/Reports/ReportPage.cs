using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>The report of a run: one page that needs nothing else, not even a script.</summary>
internal static class ReportPage
{
    private const int MostReferenceDraws = 10_000;

    /// <summary>The page.</summary>
    /// <param name="content">What it shows.</param>
    /// <param name="library">What makes its curves answer to the mouse.</param>
    internal static string Html(ReportContent content, ChartLibrary library)
    {
        string main = Body(content);
        bool hasCurves = main.Contains("data-chart", StringComparison.Ordinal);
        HtmlPage page = new($"{Subject(content.Manifest.Plan)} · {content.Manifest.Plan.Method}", main);
        return (hasCurves ? library.Serve(page) : page).Html();
    }

    /// <summary>What stands in the page.</summary>
    internal static string Body(ReportContent content)
    {
        RunPlan plan = content.Manifest.Plan;
        Batch reference = Reference(content);
        string[] sections =
        [
            DrawsSection.Html(content.Subject, content.Samples, reference),
            content.Energy is { } energy ? EnergySection.Html(energy, content.Samples, reference) : string.Empty,
            QualitySection.Html(content, reference),
            content.Run.Sampling is { } sampling ? SamplingSection.Html(sampling, content.Run.Measurements, content.Subject) : string.Empty,
            plan.IsDirect ? string.Empty : CurvesSection.Html(content.Run.History),
            TargetSection.Html(content),
            FactsSection.Html(content),
        ];
        return string.Concat(
            "<a class=\"skip\" href=\"#verdict\">To the verdict</a>",
            $"<header><h1>{Markup.Text(Subject(plan))} <span>by {Markup.Text(plan.Method)}</span></h1>",
            $"<p class=\"soft\">{Markup.Text(Subtitle(content.Run))}</p></header>",
            VerdictSection.Html(content.Run, content.Samples.Count),
            FactsSection.Tiles(content),
            Contents(sections),
            string.Concat(sections),
            $"<footer>Made by Samovar {Markup.Text(content.Manifest.Machine.Version)}. ",
            $"The numbers are in metrics.json and {(plan.IsDirect ? "sampling.json" : "history.csv")} beside this page, the draws in samples.npy, the words in report.md.</footer>");
    }

    /// <summary>What the run is about, in a word.</summary>
    internal static string Subject(RunPlan plan) => Path.GetFileNameWithoutExtension(plan.Target);

    /// <summary>Preset, seed and how the run ended.</summary>
    internal static string Subtitle(Run run) => $"{(run.Plan.IsDirect ? string.Empty : $"preset {run.Plan.Preset}, ")}seed {run.Plan.Seed}; {Ending(run)}";

    private static string Contents(IEnumerable<string> sections)
    {
        IEnumerable<string> links = sections
            .Where(section => section.Length > 0)
            .Select(section => (Start: section.IndexOf("<h2>", StringComparison.Ordinal) + 4, End: section.IndexOf("</h2>", StringComparison.Ordinal), Text: section))
            .Select(heading => heading.Text[heading.Start..heading.End])
            .Select(title => $"<li><a href=\"#{Markup.Anchor(title)}\">{title}</a></li>");
        return $"<nav aria-label=\"Sections\"><ul>{string.Concat(links)}</ul></nav>";
    }

    private static Batch Reference(ReportContent content) => content.Subject.Reference(
        Math.Min(MostReferenceDraws, content.Samples.Count), RandomStream.FromSeed(content.Manifest.Plan.Seed).Named("report-reference"));

    private static string Ending(Run run) => run.Outcome switch
    {
        RunOutcome.Completed when run.Plan.IsDirect => $"{Commands.Phrases.Count(run.Plan.Draws)} draws without training",
        RunOutcome.Completed => "all steps done",
        RunOutcome.OutOfTime late => $"out of time after step {late.Step}",
        RunOutcome.Diverged diverged => $"diverged at step {diverged.Step}: {diverged.Quantity} of phase '{diverged.Phase}' was no longer finite",
        RunOutcome.Cancelled stopped => $"stopped after step {stopped.Step}",
        _ => throw new InvalidOperationException($"Unknown outcome {run.Outcome}."),
    };
}
