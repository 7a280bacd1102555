using Samovar.Compute;

namespace Samovar.Cli.Reports;

/// <summary>Marginals of the first coordinates: single ones on the diagonal, pairs beside it; draws below, exact draws above.</summary>
internal static class CornerPlot
{
    private const int MostCoordinates = 5;
    private const int MostDots = 800;
    private const double Size = 480;
    private const double Gap = 6;
    private const double Margin = 18;

    /// <summary>Number of coordinates shown.</summary>
    internal static int Shown(int dimension) => Math.Min(dimension, MostCoordinates);

    /// <summary>Draws the plot.</summary>
    /// <param name="draws">[n, d] draws.</param>
    /// <param name="reference">[m, d] exact draws; none where the target has none.</param>
    /// <param name="ranges">Least and largest value of each coordinate.</param>
    internal static string Draw(Batch draws, Batch reference, IReadOnlyList<(double Least, double Most)> ranges)
    {
        int shown = Shown(draws.Dimension);
        double cell = (Size - Margin - (Gap * (shown - 1))) / shown;
        SvgCanvas canvas = new(Size, Size);
        for (int row = 0; row < shown; row++)
        {
            for (int column = 0; column < shown; column++)
            {
                double left = Margin + (column * (cell + Gap));
                double top = row * (cell + Gap);
                canvas.Rectangle("cell", left, top, cell, cell);
                Scale x = new(ranges[column].Least, ranges[column].Most, left, left + cell);
                Scale y = new(ranges[row].Least, ranges[row].Most, top + cell, top);
                Fill(canvas, (draws, reference), (row, column), x, y);
            }

            canvas.Text("mark middle", Margin + (row * (cell + Gap)) + (cell / 2), Size - 3, "x" + MarginalGrid.Subscript(row + 1));
            canvas.Text("mark", 0, (row * (cell + Gap)) + (cell / 2), "x" + MarginalGrid.Subscript(row + 1));
        }

        return canvas.ToSvg(
            $"The first {shown} coordinates: histograms on the diagonal, pairs of coordinates of the draws below it"
            + (reference.Count > 0 ? ", of exact draws above it." : "."));
    }

    private static void Fill(SvgCanvas canvas, (Batch Draws, Batch Reference) points, (int Row, int Column) place, Scale x, Scale y)
    {
        if (place.Row == place.Column)
        {
            Histogram.Shapes(canvas, Spread.Column(points.Draws, place.Row), Spread.Column(points.Reference, place.Row), x, (y.Start, y.End + 4));
        }
        else if (place.Row > place.Column)
        {
            ScatterChart.Dots(canvas, points.Draws, (place.Column, place.Row), "draws small", x, y, MostDots);
        }
        else if (points.Reference.Count > 0)
        {
            ScatterChart.Dots(canvas, points.Reference, (place.Column, place.Row), "exact small", x, y, MostDots);
        }
    }
}
