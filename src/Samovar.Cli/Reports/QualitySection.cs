using Samovar.Compute;

namespace Samovar.Cli.Reports;

/// <summary>How good the draws are: metrics beside the spread of their energies.</summary>
internal static class QualitySection
{
    /// <summary>Table and histogram; nothing where there are no draws.</summary>
    internal static string Html(ReportContent content, Batch reference)
    {
        if (content.Samples.Count == 0)
        {
            return string.Empty;
        }

        string[] cards = [MetricsCard.Html(content.Run.Measurements, content.Subject), Energies(content.Subject.LogDensity, content.Samples, reference)];
        return Markup.Section(
            "Quality",
            (content.Run.Plan.IsDirect ? "On these draws." : "On fresh draws.") + " 'Exact draws' is the floor: the same metric between two exact samples of the same size, the best that any sampler can show. Behind the floor stands its own standard error, from independent pairs of exact samples; a value counts as like exact draws within two errors of the difference.",
            Markup.Grid(cards.Where(card => card.Length > 0)));
    }

    private static string Energies(Func<Batch, double[]>? density, Batch draws, Batch reference)
    {
        if (density is null)
        {
            return string.Empty;
        }

        double[] own = EnergiesOf(density, draws);
        double[] exact = EnergiesOf(density, reference);
        (double Least, double Most) range = exact.Length > 0 ? Widened(Spread.Range(exact), Spread.Range(own)) : Spread.Range(own);
        return Markup.WideCard("Energies", Histogram.Draw("−ln ρ", own, exact, range) + Markup.OutsideNote(Spread.Outside(own, range)));
    }

    // Draws far out have huge energies; the truth and as much again beside it stay readable, and the rest is counted below the picture.
    private static (double Least, double Most) Widened((double Least, double Most) truth, (double Least, double Most) draws)
    {
        double width = truth.Most - truth.Least;
        return (Math.Min(truth.Least, Math.Max(draws.Least, truth.Least - width)), Math.Max(truth.Most, Math.Min(draws.Most, truth.Most + width)));
    }

    private static double[] EnergiesOf(Func<Batch, double[]> density, Batch points) =>
        points.Count > 0 ? [.. density(points).Select(value => -value)] : [];
}
