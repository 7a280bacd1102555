using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>Count, mean and variance of every coordinate of the points in every cell.</summary>
internal sealed class CellMoments
{
    /// <summary>Points that a cell needs on either side to count.</summary>
    private const int Fewest = 10;

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

    /// <summary>The mean over cells of the worst coordinate, cells weighted by what the truth has in them; NaN where no cell counts.</summary>
    /// <param name="own">Moments of draws.</param>
    /// <param name="comparison">What is compared.</param>
    public double Compared(CellMoments own, ShapeComparison comparison)
    {
        int[] counted = [.. Enumerable.Range(0, Cells).Where(cell => own.counts[cell] >= Fewest && counts[cell] >= Fewest)];
        double mass = counted.Sum(cell => counts[cell]);
        IEnumerable<double> coordinates = Enumerable.Range(0, Dimension)
            .Select(column => counted.Where(cell => At(cell, column).Variance > 0 && own.At(cell, column).Variance > 0)
                .Sum(cell => counts[cell] / mass * Compare(own.At(cell, column), At(cell, column), comparison)));
        double worst = mass > 0 ? coordinates.MaxBy(Math.Abs) : double.NaN;
        return comparison == ShapeComparison.Shift ? Math.Sqrt(Math.Max(worst, 0)) : worst;
    }

    private static double Compare((double Count, double Mean, double Variance) own, (double Count, double Mean, double Variance) due, ShapeComparison comparison) =>
        comparison == ShapeComparison.Shift
            ? (((own.Mean - due.Mean) * (own.Mean - due.Mean)) - (own.Variance / own.Count) - (due.Variance / due.Count)) / due.Variance
            // The logarithm of the variance of n normal numbers is too low by 1/(n − 1) on average.
            : 0.5 * (Math.Log(own.Variance / due.Variance) + (1 / (own.Count - 1)) - (1 / (due.Count - 1)));

    /// <summary>Moments of a coordinate in a cell that holds at least two points.</summary>
    private (double Count, double Mean, double Variance) At(int cell, int column)
    {
        int place = (cell * Dimension) + column;
        double mean = sums[place] / counts[cell];
        return (counts[cell], mean, (squares[place] - (counts[cell] * mean * mean)) / (counts[cell] - 1));
    }
}
