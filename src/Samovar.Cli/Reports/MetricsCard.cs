using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Reports;

/// <summary>The metrics with their errors and floors, and what they say in words.</summary>
internal static class MetricsCard
{
    private static readonly TableColumn[] Columns =
        [new("metric"), new("value", "number"), new("± s.e.", "number"), new("exact draws", "number"), new("in words", "words")];

    /// <summary>The table; nothing where nothing was measured.</summary>
    internal static string Html(IReadOnlyList<Measurement> measurements, Subject subject)
    {
        if (measurements.Count == 0)
        {
            return string.Empty;
        }

        Measurement.NotApplicable[] others = [.. measurements.OfType<Measurement.NotApplicable>()];
        string table = Markup.Table("Metrics with standard errors and floors", Columns, measurements.OfType<Measurement.Measured>().Select(metric => Row(metric, subject)), stacks: true);
        string reasons = Markup.Facts(others.Select(other => (other.Name, (string?)other.Reason)), "Metrics that do not apply, with reasons");
        string missing = others.Length == 0 ? string.Empty : $"<details><summary>{others.Length} not applicable, with reasons</summary>{reasons}</details>";
        return Markup.WideCard("Metrics", table + missing);
    }

    private static string[] Row(Measurement.Measured metric, Subject subject)
    {
        string question = MetricWords.Question(metric.Name, subject) is { } asked ? $"<br><span class=\"note\">{Markup.Text(asked)}</span>" : string.Empty;
        return
        [
            Markup.Text(metric.Name),
            Phrases.Number(metric.Value),
            Phrases.Error(metric.StandardError),
            Phrases.Floor(metric.Floor, metric.FloorError),
            Markup.Text(MetricWords.Reading(metric)) + question,
        ];
    }
}
