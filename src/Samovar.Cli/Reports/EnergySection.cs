using Samovar.Compute;
using Samovar.Samplers;

namespace Samovar.Cli.Reports;

/// <summary>A learned energy: as a landscape where there is a plane, and at draws beside held-out rows.</summary>
internal static class EnergySection
{
    private const string Words =
        "Low energy is likely, high energy strange. Where energies of draws lie above those of held-out rows, the sampler is wider than the data; "
        + "where the two do not overlap at all, energy and sampler have lost each other.";

    /// <summary>Pictures of the energy.</summary>
    /// <param name="model">The energy.</param>
    /// <param name="draws">[n, d] draws of the sampler.</param>
    /// <param name="reference">[m, d] held-out rows.</param>
    internal static string Html(IEnergyModel model, Batch draws, Batch reference)
    {
        if (draws.Count == 0 || reference.Count == 0)
        {
            return string.Empty;
        }

        double[] own = Energies(model, draws);
        double[] held = Energies(model, reference);
        (double Least, double Most) range = Spread.Range(own, held);
        string histogram = Histogram.Draw("energy", own, held, range) + Markup.OutsideNote(Spread.Outside(own, range));
        List<string> cards = [Markup.Card("Energies of draws and of held-out rows", histogram)];
        if (model.Dimension == 2)
        {
            (double Least, double Most)[] plane = [.. Enumerable.Range(0, 2).Select(column => Spread.Range(Spread.Column(draws, column), Spread.Column(reference, column)))];
            cards.Insert(0, Markup.Card("Learned density under held-out rows", ScatterChart.Draw(points => Heights(model, points), reference, "energy", plane)));
        }

        return Markup.Section("Energy", Words, Markup.Grid(cards));
    }

    private static double[] Energies(IEnergyModel model, Batch points)
    {
        double[] energies = new double[points.Count];
        model.Energy(points, energies);
        return energies;
    }

    /// <summary>−E/τ; at τ = 0 the energy is a critic, and −E all there is to show.</summary>
    private static double[] Heights(IEnergyModel model, Batch points) =>
        [.. Energies(model, points).Select(energy => -energy / (model.Temperature > 0 ? model.Temperature : 1))];
}
