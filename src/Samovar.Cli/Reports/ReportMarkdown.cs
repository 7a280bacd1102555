using System.Text;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>The report of a run as Markdown: the same facts as the page, without pictures, for repositories and messages.</summary>
internal static class ReportMarkdown
{
    /// <summary>The text; the same content gives the same bytes.</summary>
    internal static string Text(ReportContent content)
    {
        StringBuilder text = new();
        Run run = content.Run;
        RunPlan plan = content.Manifest.Plan;
        text.Append($"# {Plain(ReportPage.Subject(plan))} by {plan.Method}\n\n{Plain(ReportPage.Subtitle(run))}\n\n");
        Verdict(text, run, content.Samples.Count);
        Metrics(text, content);
        Sampling(text, content);
        Facts(text, "Target", TargetSection.Facts(content));
        Facts(text, "Cost", FactsSection.Cost(content));
        Facts(text, "Environment", FactsSection.Environment(content.Manifest));
        text.Append($"## Repeat it\n\n{Fenced(content.Manifest.Command, "sh")}\n{FactsSection.Promise}\n\n");
        text.Append($"## Cite the method\n\n{Fenced(content.Source.ToBibTeX(), "bibtex")}\nPictures are in report.html beside this file.\n");
        return text.ToString();
    }

    private static void Verdict(StringBuilder text, Run run, int draws)
    {
        text.Append($"**{VerdictSection.Sentence(VerdictSection.Level(run))}** {VerdictSection.Ground(run, draws)}".TrimEnd()).Append("\n\n");
        foreach (Finding finding in run.Findings)
        {
            string next = finding.Advice.Length > 0 ? $" *Next:* {Plain(finding.Advice)}" : string.Empty;
            text.Append($"- **{VerdictSection.Word(finding.Severity)}**, {finding.Check}: {Plain(finding.Message)}{next}\n");
        }

        text.Append(run.Findings.Count > 0 ? "\n" : string.Empty);
    }

    private static void Metrics(StringBuilder text, ReportContent content)
    {
        IReadOnlyList<Measurement> all = content.Run.Measurements;
        if (all.Count == 0)
        {
            return;
        }

        text.Append("## Metrics\n\n| metric | value | ± s.e. | exact draws | in words |\n| --- | ---: | ---: | ---: | --- |\n");
        foreach (Measurement.Measured metric in all.OfType<Measurement.Measured>())
        {
            string floor = Phrases.Floor(metric.Floor, metric.FloorError);
            text.Append($"| {metric.Name} | {Phrases.Number(metric.Value)} | {Phrases.Error(metric.StandardError)} | {floor} | {MetricWords.Reading(metric)} |\n");
        }

        text.Append('\n');
        foreach (IGrouping<string, Measurement.NotApplicable> group in all.OfType<Measurement.NotApplicable>().GroupBy(item => item.Reason))
        {
            text.Append($"Not applicable: {string.Join(", ", group.Select(item => item.Name))} ({Plain(group.Key.TrimEnd('.'))}).\n\n");
        }
    }

    private static void Sampling(StringBuilder text, ReportContent content)
    {
        if (content.Run.Sampling is not { } sampling)
        {
            return;
        }

        if (sampling.LogNormalizer is { } estimate)
        {
            Facts(text, "log Z", SamplingSection.LogNormalizerFacts(estimate, content.Subject));
        }

        if (sampling.Diagnostics.Count > 0)
        {
            text.Append("## Diagnostics\n\n| diagnostic | value | what it means |\n| --- | ---: | --- |\n");
            foreach (Diagnostic diagnostic in sampling.Diagnostics)
            {
                text.Append($"| {diagnostic.Name} | {(double.IsFinite(diagnostic.Value) ? Phrases.Figure(diagnostic.Value) : "not a finite number")} | {Plain(diagnostic.Meaning)} |\n");
            }

            text.Append('\n');
        }
    }

    private static void Facts(StringBuilder text, string title, IEnumerable<(string Name, string? Value)> facts)
    {
        text.Append($"## {title}\n\n| | |\n| --- | --- |\n");
        foreach ((string name, string? value) in facts.Where(fact => !string.IsNullOrEmpty(fact.Value)))
        {
            text.Append($"| {name} | {Plain(value!)} |\n");
        }

        text.Append('\n');
    }

    // A fence longer than any inside, so that no command can end it.
    private static string Fenced(string code, string language)
    {
        string fence = "```";
        while (code.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return $"{fence}{language}\n{code}\n{fence}\n";
    }

    /// <summary>A text that means only itself in a line or a cell of Markdown.</summary>
    private static string Plain(string text)
    {
        StringBuilder plain = new();
        foreach (char letter in text)
        {
            plain.Append(letter switch
            {
                '\n' => "<br>",
                '\r' => string.Empty,
                '<' => "&lt;",
                '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' => $"\\{letter}",
                _ => letter.ToString(),
            });
        }

        return plain.ToString();
    }
}
