using System.Globalization;
using Samovar.Compute;
using Samovar.Metrics;
using Samovar.Targets;

namespace Samovar.Cli.Reports;

/// <summary>What configurations of particles look like: their coordinates alone say nothing, as turned and exchanged ones are the same.</summary>
internal static class ParticlesSection
{
    private const int MostPictured = 2_000;

    /// <summary>Some configurations, pair distances, and basins where the target tells them apart.</summary>
    internal static string Html(IParticleSystem system, ITarget target, Batch draws, Batch reference)
    {
        double[] own = PairDistances.Of(system, First(draws));
        double[] exact = PairDistances.Of(system, First(reference));
        (double Least, double Most) range = Spread.Range(own, exact);
        List<string> cards =
        [
            Markup.Card("Configurations", Configurations(system, draws, "fill-draws")),
            Markup.Card("Pair distances", Histogram.Draw("distance of two particles", own, exact, range) + Markup.OutsideNote(Spread.Outside(own, range))),
            Markup.Card("Radial distribution", RadialChart.Draw(own, exact, range.Most, system.SpatialDimensions)),
        ];
        if (reference.Count > 0)
        {
            cards.Insert(1, Markup.Card("Configurations of exact draws", Configurations(system, reference, "ring-exact")));
        }

        if (target.Capability<IHasBasins>() is { } basins)
        {
            cards.Add(Markup.Card("Basins", Basins(basins, draws, reference)));
        }

        string beside = reference.Count > 0 ? ", beside draws of the target by exact or tempered sampling." : ". There are no true draws of the target to compare with.";
        return Markup.Section("Draws", $"Configurations of {system.Particles} particles{beside}", Markup.Grid(cards) + Markup.Legend(reference.Count > 0, false, "true draws of the target"));
    }

    private static Batch First(Batch draws) => draws.Slice(0, Math.Min(draws.Count, MostPictured));

    /// <summary>The first twelve configurations, seen along the last axis of space, each around its own centre.</summary>
    private static string Configurations(IParticleSystem system, Batch draws, string style)
    {
        const int Columns = 4;
        const int Rows = 3;
        const double Side = 110;
        SvgCanvas canvas = new(Columns * Side, Rows * Side);
        int axes = system.SpatialDimensions;
        int shown = Math.Min(draws.Count, Columns * Rows);
        double[][] flat = [.. Enumerable.Range(0, shown).Select(row => Flat(draws.Row(row), axes))];
        double reach = flat.Length == 0 ? 1 : Math.Max(1e-9, flat.SelectMany(points => points).Select(Math.Abs).Order().ElementAt((int)(0.98 * flat.Sum(points => points.Length))));
        for (int index = 0; index < shown; index++)
        {
            double left = (index % Columns) * Side;
            double top = (index / Columns) * Side;
            canvas.Rectangle("cell", left, top, Side, Side);
            for (int particle = 0; particle < system.Particles; particle++)
            {
                double x = flat[index][2 * particle] / reach;
                double y = flat[index][(2 * particle) + 1] / reach;
                if (Math.Abs(x) < 1.15 && Math.Abs(y) < 1.15)
                {
                    canvas.Raw($"<circle class=\"{style}\" cx=\"{SvgCanvas.At(left + (Side * (0.5 + (0.4 * x))))}\" cy=\"{SvgCanvas.At(top + (Side * (0.5 - (0.4 * y))))}\" r=\"5\"/>");
                }
            }
        }

        return canvas.ToSvg($"{shown} configurations of {system.Particles} particles, each around its own centre.");
    }

    /// <summary>The first two coordinates of every particle, relative to the centre.</summary>
    private static double[] Flat(ReadOnlySpan<float> point, int axes)
    {
        int particles = point.Length / axes;
        double[] flat = new double[2 * particles];
        for (int axis = 0; axis < Math.Min(2, axes); axis++)
        {
            double centre = 0;
            for (int particle = 0; particle < particles; particle++)
            {
                centre += point[(particle * axes) + axis] / (double)particles;
            }

            for (int particle = 0; particle < particles; particle++)
            {
                flat[(2 * particle) + axis] = point[(particle * axes) + axis] - centre;
            }
        }

        return flat;
    }

    private static string Basins(IHasBasins basins, Batch draws, Batch reference)
    {
        double[] own = BasinShareError.Shares(basins, draws);
        double[] exact = reference.Count > 0 ? BasinShareError.Shares(basins, reference) : [];
        string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
        return Markup.Table(
            "Shares of basins",
            exact.Length > 0 ? [new("basin"), new("draws", "number"), new("true draws", "number")] : [new("basin"), new("draws", "number")],
            basins.Basins.Select((name, basin) => (string[])(exact.Length > 0
                ? [Markup.Text(name), Share(own[basin]), Share(exact[basin])]
                : [Markup.Text(name), Share(own[basin])])));
    }
}
