using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>Count, mean and variance of every coordinate of the points in every cell.</summary>
internal sealed class CellMoments
{
    /// <summary>Points that a cell needs on either side to count.</summary>
    private const int Fewest = 10;

    /// <summary>A variance below this share of the mean square is what rounding makes of equal numbers.</summary>
    private const double Rounding = 1e-12;

    private readonly double[] counts;
    private readonly double[] sums;
    private readonly double[] squares;

    private CellMoments(int cells, int dimension)
    {
        Cells = cells;
        Dimension = dimension;
        counts = new double[cells];
        sums = new double[cells * dimension];
        squares = new double[cells * dimension];
    }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>Number of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>Of points.</summary>
    /// <param name="places">[n] the cell of each point.</param>
    /// <param name="points">[n, d].</param>
    /// <param name="cells">Number of cells.</param>
    /// <param name="rows">The points that count, some perhaps more than once.</param>
    public static CellMoments Of(int[] places, Batch points, int cells, IEnumerable<int> rows)
    {
        CellMoments moments = new(cells, points.Dimension);
        foreach (int row in rows)
        {
            int first = places[row] * points.Dimension;
            moments.counts[places[row]]++;
            ReadOnlySpan<float> values = points.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                moments.sums[first + column] += values[column];
                moments.squares[first + column] += (double)values[column] * values[column];
            }
        }

        return moments;
    }

    /// <summary>The worst coordinate, summed over cells by what the truth has in them; NaN where no cell counts.</summary>
    /// <remarks>
    /// Variances are summed over cells before they are divided: a ratio or a logarithm in every small cell would be biased wherever a coordinate is not normal in it. A coordinate that is the same
    /// all over every cell, such as that of a category, has no deviation to measure by, and is left out.
    /// </remarks>
    /// <param name="own">Moments of draws.</param>
    /// <param name="comparison">What is compared.</param>
    public double Compared(CellMoments own, ShapeComparison comparison)
    {
        int[] counted = [.. Enumerable.Range(0, Cells).Where(cell => own.counts[cell] >= Fewest && counts[cell] >= Fewest)];
        return Enumerable.Range(0, Dimension).Select(column => Compared(own, comparison, column, counted)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).MaxBy(Math.Abs);
    }

    private double Compared(CellMoments own, ShapeComparison comparison, int column, int[] counted)
    {
        (double shift, double width, double due, double size) = (0, 0, 0, 0);
        foreach (int cell in counted)
        {
            (double mean, double variance) = own.At(cell, column);
            (double trueMean, double trueVariance) = At(cell, column);
            // Means of n draws differ by chance as well: its square is the variance over n on average.
            shift += counts[cell] * (((mean - trueMean) * (mean - trueMean)) - (variance / own.counts[cell]) - (trueVariance / counts[cell]));
            width += counts[cell] * variance;
            due += counts[cell] * trueVariance;
            size += squares[(cell * Dimension) + column];
        }

        if (due <= Rounding * size)
        {
            return double.NaN;
        }

        return comparison == ShapeComparison.Shift ? Math.Sqrt(Math.Max(shift / due, 0)) : 0.5 * Math.Log(width / due);
    }

    /// <summary>Moments of a coordinate in a cell that holds at least two points.</summary>
    private (double Mean, double Variance) At(int cell, int column)
    {
        int place = (cell * Dimension) + column;
        double mean = sums[place] / counts[cell];
        return (mean, (squares[place] - (counts[cell] * mean * mean)) / (counts[cell] - 1));
    }
}
