using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Reports;

/// <summary>What was said about the draws, by whoever made them.</summary>
internal static class SamplingSection
{
    /// <summary>log Z, diagnostics and curves.</summary>
    internal static string Html(SamplingRecord sampling, IReadOnlyList<Measurement> measurements, Subject subject)
    {
        string[] cards =
        [
            LogNormalizer(sampling.LogNormalizer, measurements, subject),
            .. sampling.Curves.Where(curve => curve.Points.Count > 0).Select(curve => Markup.Card(curve.Name, LineChart.Draw(curve))),
            Diagnostics(sampling.Diagnostics),
        ];
        string[] shown = [.. cards.Where(card => card.Length > 0)];
        return shown.Length == 0
            ? Markup.Section("Sampling", "The method reports nothing about its work.", string.Empty)
            : Markup.Section("Sampling", "What the method itself measured while it drew.", Markup.Grid(shown));
    }

    private static string LogNormalizer(LogNormalizerEstimate? estimate, IReadOnlyList<Measurement> measurements, Subject subject)
    {
        if (estimate is null)
        {
            return string.Empty;
        }

        string facts = Markup.Facts(LogNormalizerFacts(estimate, subject), "Estimate of log Z");
        string sentences = string.Concat(BoundsText.Sentences(measurements, subject).Select(sentence => $"<p class=\"soft\">{Markup.Text(sentence)}</p>"));
        return Markup.Card("log Z", facts + sentences);
    }

    /// <summary>What is said of log Z.</summary>
    internal static IEnumerable<(string Name, string? Value)> LogNormalizerFacts(LogNormalizerEstimate estimate, Subject subject)
    {
        double? known = (subject as DensitySubject)?.Target.Capability<IHasLogNormalizer>()?.LogNormalizer;
        return
        [
            ("Estimate", estimate.IsKnown ? Finite(estimate.Value) : "not known"),
            ("Standard error", Finite(estimate.StandardError)),
            ("95 % interval", estimate is { Lower: { } lower, Upper: { } upper } ? $"{Finite(lower)} to {Finite(upper)}" : null),
            ("Known value", known is { } value ? Finite(value) : null),
            ("Difference", known is { } truth && estimate.IsKnown ? Finite(estimate.Value - truth) : null),
            ("How", estimate.Origin),
        ];
    }

    private static string Diagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0)
        {
            return string.Empty;
        }

        return Markup.WideCard("Diagnostics", Markup.Table(
            "Diagnostics of the sampling",
            [new("diagnostic"), new("value", "number"), new("what it means", "words")],
            diagnostics.Select(diagnostic => (string[])
            [
                Markup.Text(diagnostic.Name),
                double.IsFinite(diagnostic.Value) ? Phrases.Figure(diagnostic.Value) : "not a finite number",
                Markup.Text(diagnostic.Meaning),
            ]),
            stacks: true));
    }

    private static string Finite(double value) => double.IsFinite(value) ? Phrases.Number(value) : "not a finite number";
}
