using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>How training went.</summary>
internal static class CurvesSection
{
    /// <summary>One chart per recorded quantity.</summary>
    internal static string Html(IReadOnlyList<StepRecord> history)
    {
        string[] names = [.. history.SelectMany(record => record.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            return Markup.Section("Training", "Nothing was recorded.", string.Empty);
        }

        IEnumerable<string> cards = names.Select(name => Markup.Card(name, LineChart.OverSteps(name, Points(history, name))));
        return Markup.Section("Training", "Recorded quantities; thin as recorded, bold smoothed.", Markup.Grid(cards));
    }

    private static CurvePoint[] Points(IReadOnlyList<StepRecord> history, string name) =>
        [.. history.Where(record => record.Values.ContainsKey(name)).Select(record => new CurvePoint(record.Step, record.Values[name]))];
}
