using System.Globalization;
using Samovar.Compute;

namespace Samovar.Cli.Reports;

/// <summary>Histograms of many single coordinates, small and side by side.</summary>
internal static class MarginalGrid
{
    /// <summary>Coordinates shown at most.</summary>
    internal const int MostCoordinates = 36;

    private const double Size = 480;
    private const double Gap = 8;
    private const double LabelHeight = 16;

    /// <summary>Draws the plot.</summary>
    /// <param name="draws">[n, d] draws.</param>
    /// <param name="reference">[m, d] exact draws; none where the target has none.</param>
    /// <param name="ranges">Least and largest value of each coordinate.</param>
    internal static string Draw(Batch draws, Batch reference, IReadOnlyList<(double Least, double Most)> ranges)
    {
        int shown = Math.Min(draws.Dimension, MostCoordinates);
        int columns = (int)Math.Ceiling(Math.Sqrt(shown));
        int rows = (shown + columns - 1) / columns;
        double width = (Size - (Gap * (columns - 1))) / columns;
        double height = Math.Min(width, (Size / rows) - LabelHeight - Gap);
        SvgCanvas canvas = new(Size, rows * (height + LabelHeight + Gap));
        for (int coordinate = 0; coordinate < shown; coordinate++)
        {
            double left = coordinate % columns * (width + Gap);
            double bottom = (coordinate / columns * (height + LabelHeight + Gap)) + height;
            Scale x = new(ranges[coordinate].Least, ranges[coordinate].Most, left, left + width);
            Histogram.Shapes(canvas, Spread.Column(draws, coordinate), Spread.Column(reference, coordinate), x, (bottom, bottom - height));
            canvas.Line("axis", left, bottom, left + width, bottom);
            canvas.Text("mark middle", left + (width / 2), bottom + 12, "x" + Subscript(coordinate + 1));
        }

        return canvas.ToSvg($"Histograms of {shown} coordinates one by one, draws filled{(reference.Count > 0 ? ", exact draws as a dashed outline" : string.Empty)}.");
    }

    /// <summary>A number in small digits below the line.</summary>
    internal static string Subscript(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('₀' + digit - '0')));
}
