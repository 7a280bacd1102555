using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Cli.Reports;

/// <summary>What the draws look like beside the truth, where it is known.</summary>
internal static class DrawsSection
{
    /// <summary>Pictures of the draws.</summary>
    /// <param name="subject">What they should follow.</param>
    /// <param name="draws">[n, d] draws; nothing is shown without any.</param>
    /// <param name="reference">[m, d] true draws, or none.</param>
    internal static string Html(Subject subject, Batch draws, Batch reference)
    {
        if (draws.Count == 0)
        {
            return string.Empty;
        }

        if (subject is DensitySubject { Target: var target } && target.Capability<IParticleSystem>() is { } particles)
        {
            return ParticlesSection.Html(particles, target, draws, reference);
        }

        (double Least, double Most)[] ranges =
            [.. Enumerable.Range(0, draws.Dimension).Select(column => Spread.Range(Spread.Column(draws, column), Spread.Column(reference, column)))];
        string pictures = draws.Dimension switch
        {
            1 => Line(draws, reference, ranges[0]),
            2 => Plane(subject, draws, reference, ranges),
            _ => Corner(draws, reference, ranges),
        };
        return Markup.Section("Draws", Sentence(subject, reference.Count > 0), pictures + Markup.Legend(reference.Count > 0, draws.Dimension == 2 && subject.LogDensity is not null, subject is DataSubject ? "held-out rows" : "exact draws of the target"));
    }

    private static string Sentence(Subject subject, bool hasReference)
    {
        string what = subject.Dimension switch
        {
            1 => "The draws",
            2 => subject.LogDensity is null ? "Draws" : "Draws over the density",
            _ => $"The first {CornerPlot.Shown(subject.Dimension)} of {subject.Dimension} coordinates, alone and in pairs",
        };
        if (subject is DataSubject)
        {
            return $"{what}, beside rows that were held out.";
        }

        return hasReference ? $"{what}, beside exact draws of the target." : $"{what}. The target offers no exact draws to compare with.";
    }

    private static string Line(Batch draws, Batch reference, (double Least, double Most) range)
    {
        double[] own = Spread.Column(draws, 0);
        string picture = Histogram.Draw("x", own, Spread.Column(reference, 0), range);
        return Markup.Grid([Markup.Card("Coordinate", picture + Markup.OutsideNote(Spread.Outside(own, range)))]);
    }

    private static string Plane(Subject subject, Batch draws, Batch reference, (double Least, double Most)[] ranges)
    {
        bool Inside(int row, int column) => draws[row, column] >= ranges[column].Least && draws[row, column] <= ranges[column].Most;
        int outside = Enumerable.Range(0, draws.Count).Count(row => !(Inside(row, 0) && Inside(row, 1)));
        string note = Markup.OutsideNote(outside / (double)draws.Count);
        List<string> cards = [Markup.Card("The sampler", ScatterChart.Draw(subject.LogDensity, draws, "draws", ranges) + note)];
        if (reference.Count > 0)
        {
            cards.Add(Markup.Card(subject is DataSubject ? "Held-out rows" : "Exact draws", ScatterChart.Draw(subject.LogDensity, reference, "exact", ranges)));
        }

        return Markup.Grid(cards);
    }

    private static string Corner(Batch draws, Batch reference, (double Least, double Most)[] ranges)
    {
        string above = reference.Count > 0 ? "Below the diagonal the sampler, above it exact draws." : "Below the diagonal the sampler.";
        string pairs = Markup.Card("Pairs of coordinates", $"{CornerPlot.Draw(draws, reference, ranges)}<p class=\"note\">{above}</p>");
        string all = draws.Dimension > MarginalGrid.MostCoordinates ? $"The first {MarginalGrid.MostCoordinates} coordinates" : "All coordinates";
        return Markup.Grid([pairs, Markup.Card(all, MarginalGrid.Draw(draws, reference, ranges))]);
    }
}
