using System.Text;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Reports;

/// <summary>How numbers are spread: draws as a filled shape, exact draws as an outline.</summary>
internal static class Histogram
{
    /// <summary>Draws a whole chart.</summary>
    /// <param name="name">What the numbers are.</param>
    /// <param name="draws">Numbers of the draws.</param>
    /// <param name="reference">Numbers of exact draws; empty where there are none.</param>
    /// <param name="range">Least and largest number shown.</param>
    internal static string Draw(string name, IReadOnlyList<double> draws, IReadOnlyList<double> reference, (double Least, double Most) range)
    {
        const double Width = 440;
        const double Height = 240;
        SvgCanvas canvas = new(Width, Height);
        Scale x = new(range.Least, range.Most, Axis.Right, Width - Axis.Right);
        Axis.Draw(canvas, x, new Scale(0, 1, Height - Axis.Bottom, Axis.Top), name, yMarks: false);
        Shapes(canvas, draws, reference, x, (Height - Axis.Bottom, Axis.Top));
        return canvas.ToSvg($"Histogram of {name}: draws {Words(draws)}{(reference.Count > 0 ? $"; exact draws {Words(reference)}" : string.Empty)}.");
    }

    /// <summary>Draws only the shapes, into a given part of a drawing.</summary>
    internal static void Shapes(
        SvgCanvas canvas, IReadOnlyList<double> draws, IReadOnlyList<double> reference, Scale x, (double Bottom, double Top) extent)
    {
        int bins = Math.Clamp((int)(2 * Math.Pow(Math.Max(1, draws.Count), 1 / 3.0)), 10, 60);
        double[] shares = Shares(draws, x, bins);
        double[] exact = Shares(reference, x, bins);
        double tallest = Math.Max(shares.Max(), exact.Max());
        Scale y = new(0, tallest > 0 ? tallest * 1.05 : 1, extent.Bottom, extent.Top);
        canvas.Path("fill-draws", Outline(shares, x, y) + "Z");
        if (reference.Count > 0)
        {
            canvas.Path("outline-exact", Outline(exact, x, y));
        }
    }

    private static string Words(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        string At(double share) => Phrases.Number(sorted[(int)(share * (sorted.Length - 1))]);
        return sorted.Length == 0 ? "nowhere finite" : $"half between {At(0.25)} and {At(0.75)}, middle {At(0.5)}";
    }

    private static double[] Shares(IReadOnlyList<double> values, Scale x, int bins)
    {
        double[] shares = new double[bins];
        foreach (double value in values.Where(x.Contains))
        {
            int bin = Math.Min(bins - 1, (int)(bins * (value - x.From) / (x.To - x.From)));
            shares[bin] += 1.0 / values.Count;
        }

        return shares;
    }

    private static string Outline(double[] shares, Scale x, Scale y)
    {
        StringBuilder path = new($"M{SvgCanvas.At(x.Start)} {SvgCanvas.At(y.Start)}");
        for (int bin = 0; bin < shares.Length; bin++)
        {
            double right = x.Start + ((x.End - x.Start) * (bin + 1) / shares.Length);
            path.Append($"V{SvgCanvas.At(y[shares[bin]])}H{SvgCanvas.At(right)}");
        }

        return path.Append($"V{SvgCanvas.At(y.Start)}").ToString();
    }
}
