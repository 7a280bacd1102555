using Samovar.Cli.Commands;

namespace Samovar.Cli.Reports;

/// <summary>The metrics with their errors and floors.</summary>
internal static class MetricsCard
{
    /// <summary>The table; nothing where nothing was measured.</summary>
    internal static string Html(IReadOnlyList<Measurement> measurements)
    {
        if (measurements.Count == 0)
        {
            return string.Empty;
        }

        Measurement.Measured[] measured = [.. measurements.OfType<Measurement.Measured>()];
        Measurement.NotApplicable[] others = [.. measurements.OfType<Measurement.NotApplicable>()];
        string rows = string.Concat(measured.Select(Row));
        string table = "<table><tr><th>metric</th><th class=\"number\">value</th><th class=\"number\">± s.e.</th><th class=\"number\">exact draws</th></tr>"
            + $"{rows}</table>";
        string reasons = Markup.Facts(others.Select(other => (other.Name, (string?)other.Reason)));
        string missing = others.Length == 0 ? string.Empty : $"<details><summary>{others.Length} not applicable</summary>{reasons}</details>";
        return Markup.Card("Metrics", $"<div class=\"scroll\">{table}</div>{missing}");
    }

    private static string Row(Measurement.Measured metric)
    {
        string floor = metric.Floor is { } value ? Phrases.Number(value) : "–";
        string error = double.IsFinite(metric.StandardError) ? Phrases.Number(metric.StandardError) : "–";
        return $"<tr><td>{Markup.Text(metric.Name)}</td><td class=\"number\">{Phrases.Number(metric.Value)}</td>"
            + $"<td class=\"number soft\">{error}</td><td class=\"number soft\">{floor}</td></tr>";
    }
}
