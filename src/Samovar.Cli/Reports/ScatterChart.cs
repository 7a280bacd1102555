using System.Globalization;
using System.Text;
using Samovar.Cli.Commands;
using Samovar.Compute;

namespace Samovar.Cli.Reports;

/// <summary>Points in the plane, over the density where it is known.</summary>
internal static class ScatterChart
{
    private const int MostPoints = 2_000;
    private const double Width = 440;
    private const double Height = 420;

    /// <summary>Draws a whole chart.</summary>
    /// <param name="density">The density below the points, as its logarithm; null for none.</param>
    /// <param name="points">[n, 2] points; the first two thousand are shown.</param>
    /// <param name="style">Class of the dots.</param>
    /// <param name="ranges">Least and largest value of each coordinate.</param>
    internal static string Draw(Func<Batch, double[]>? density, Batch points, string style, IReadOnlyList<(double Least, double Most)> ranges)
    {
        SvgCanvas canvas = new(Width, Height);
        Scale x = new(ranges[0].Least, ranges[0].Most, Axis.Left, Width - Axis.Right);
        Scale y = new(ranges[1].Least, ranges[1].Most, Height - Axis.Bottom, Axis.Top);
        if (density is not null)
        {
            HeatMap.Draw(canvas, density, x, y, $"density-{style}");
        }

        Axis.Draw(canvas, x, y, "x₁");
        canvas.Text("mark", Axis.Left + 6, Axis.Top + 12, "x₂");
        Dots(canvas, points, (0, 1), style, x, y);
        return canvas.ToSvg(
            $"{Phrases.Count(Math.Min(points.Count, MostPoints))} points{(density is null ? string.Empty : " over the density")}, "
            + $"x₁ from {Phrases.Number(ranges[0].Least)} to {Phrases.Number(ranges[0].Most)}, x₂ from {Phrases.Number(ranges[1].Least)} to {Phrases.Number(ranges[1].Most)}.");
    }

    /// <summary>Draws only the dots.</summary>
    /// <param name="canvas">The drawing.</param>
    /// <param name="points">[n, d] points; at most <paramref name="most"/> are shown.</param>
    /// <param name="columns">The coordinates to show.</param>
    /// <param name="style">Class of the dots.</param>
    /// <param name="x">Horizontal scale.</param>
    /// <param name="y">Vertical scale.</param>
    /// <param name="most">Largest number of dots.</param>
    internal static void Dots(
        SvgCanvas canvas, Batch points, (int Horizontal, int Vertical) columns, string style, Scale x, Scale y, int most = MostPoints)
    {
        StringBuilder path = new();
        for (int row = 0; row < Math.Min(points.Count, most); row++)
        {
            double across = points[row, columns.Horizontal];
            double up = points[row, columns.Vertical];
            if (x.Contains(across) && y.Contains(up))
            {
                // A stroke of length 0 with round ends is a dot: a fifth of the text of a circle.
                path.Append(CultureInfo.InvariantCulture, $"M{x[across]:0.#} {y[up]:0.#}h0");
            }
        }

        canvas.Path($"dots {style}", path.ToString());
    }
}
