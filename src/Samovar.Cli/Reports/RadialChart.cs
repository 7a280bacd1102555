using System.Text;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Reports;

/// <summary>How often a particle has another at a distance, per volume there: 1 on average over the picture.</summary>
internal static class RadialChart
{
    private const int Bins = 80;
    private const double Width = 440;
    private const double Height = 240;

    /// <summary>Draws the chart.</summary>
    /// <param name="draws">Pair distances of the draws.</param>
    /// <param name="reference">Pair distances of true draws; empty where there are none.</param>
    /// <param name="most">Largest distance shown, positive.</param>
    /// <param name="axes">Dimensions of space.</param>
    internal static string Draw(IReadOnlyList<double> draws, IReadOnlyList<double> reference, double most, int axes)
    {
        double[] own = Densities(draws, most, axes);
        double[] exact = Densities(reference, most, axes);
        SvgCanvas canvas = new(Width, Height);
        Scale x = new(0, most, Axis.Left, Width - Axis.Right);
        Scale y = new(0, Math.Max(1e-9, 1.05 * Math.Max(own.Max(), exact.Max())), Height - Axis.Bottom, Axis.Top);
        Axis.Draw(canvas, x, y, "distance");
        canvas.Path("curve", Line(own, most, x, y));
        if (reference.Count > 0)
        {
            canvas.Path("outline-exact", Line(exact, most, x, y));
        }

        int peak = Array.IndexOf(own, own.Max());
        return canvas.ToSvg(
            $"Radial distribution of the draws, solid, highest at distance {Phrases.Number(most * (peak + 0.5) / Bins)}"
            + (reference.Count > 0 ? "; of true draws, dashed." : "."));
    }

    private static double[] Densities(IReadOnlyList<double> distances, double most, int axes)
    {
        double[] shares = new double[Bins];
        foreach (double distance in distances.Where(distance => distance >= 0 && distance < most))
        {
            shares[(int)(Bins * distance / most)] += (double)Bins / distances.Count;
        }

        // The volume of a shell goes as the distance to one power less than space has dimensions; that of all shells together is 1 on average.
        return [.. shares.Select((share, bin) => share / (axes * Math.Pow((bin + 0.5) / Bins, axes - 1)))];
    }

    private static string Line(double[] densities, double most, Scale x, Scale y)
    {
        StringBuilder path = new();
        for (int bin = 0; bin < densities.Length; bin++)
        {
            path.Append(bin == 0 ? 'M' : 'L').Append(SvgCanvas.At(x[most * (bin + 0.5) / densities.Length])).Append(' ').Append(SvgCanvas.At(y[densities[bin]]));
        }

        return path.ToString();
    }
}
