using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Reports;

/// <summary>The report of a run: one page that needs nothing else, not even a script.</summary>
internal static class ReportPage
{
    private const int MostReferenceDraws = 10_000;

    /// <summary>The page.</summary>
    internal static string Html(ReportContent content)
    {
        RunPlan plan = content.Manifest.Plan;
        Batch reference = Reference(content);
        string title = $"{Path.GetFileNameWithoutExtension(plan.Target)} · {plan.Method}";
        string body = string.Concat(
            $"<h1>{Markup.Text(Path.GetFileNameWithoutExtension(plan.Target))} <span>by {Markup.Text(plan.Method)}</span></h1>",
            $"<p class=\"soft\">{(plan.IsDirect ? string.Empty : $"preset {Markup.Text(plan.Preset)}, ")}seed {plan.Seed}; {Markup.Text(Ending(content.Run))}</p>",
            VerdictSection.Html(content.Run),
            FactsSection.Tiles(content),
            DrawsSection.Html(content, reference),
            QualitySection.Html(content, reference),
            content.Run.Sampling is { } sampling ? SamplingSection.Html(sampling, content.Run.Measurements, content.Target) : string.Empty,
            plan.IsDirect ? string.Empty : CurvesSection.Html(content.Run.History),
            FactsSection.Html(content));
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            + $"<title>{Markup.Text(title)}</title><style>{ReportStyle.Sheet}</style></head>\n<body><main>{body}"
            + $"<footer>Made by Samovar {Markup.Text(content.Manifest.Machine.Version)}. "
            + $"The numbers are in metrics.json and {(plan.IsDirect ? "sampling.json" : "history.csv")} beside this page, the draws in samples.npy.</footer>"
            + "</main></body></html>\n";
    }

    private static Batch Reference(ReportContent content)
    {
        IHasExactDraws? exact = TrueDraws.Of(content.Target);
        Batch reference = new(exact is null ? 0 : Math.Min(MostReferenceDraws, content.Samples.Count), content.Target.Dimension);
        if (reference.Count > 0)
        {
            exact!.DrawExactly(reference, RandomStream.FromSeed(content.Manifest.Plan.Seed).Named("report-reference"));
        }

        return reference;
    }

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
