using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>How training went.</summary>
internal static class CurvesSection
{
    /// <summary>One chart per recorded quantity.</summary>
    internal static string Html(IReadOnlyList<StepRecord> history) => Html("Training", "Recorded quantities; thin as recorded, bold smoothed.", history);

    /// <summary>One chart per quantity, under a heading.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="sentence">What the charts show.</param>
    /// <param name="history">Quantities by name, oldest first.</param>
    internal static string Html(string title, string sentence, IReadOnlyList<StepRecord> history)
    {
        string[] names = [.. history.SelectMany(record => record.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            return Markup.Section(title, "Nothing was recorded.", string.Empty);
        }

        IEnumerable<string> cards = names.Select(name => Markup.Card(name, LineChart.OverSteps(name, Points(history, name))));
        return Markup.Section(title, sentence, Markup.Grid(cards));
    }

    private static CurvePoint[] Points(IReadOnlyList<StepRecord> history, string name) =>
        [.. history.Where(record => record.Values.ContainsKey(name)).Select(record => new CurvePoint(record.Step, record.Values[name]))];
}
