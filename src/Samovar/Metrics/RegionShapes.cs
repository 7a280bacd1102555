using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>Means and deviations of true draws in regions of several sizes, to hold draws beside: a mode that fine regions cut into pieces is whole in coarse ones.</summary>
internal sealed class RegionShapes
{
    /// <summary>Why nothing can be compared, as words of a reason.</summary>
    public const string Sparse = "no region holds ten draws and ten true ones";

    private const int Resamples = 20;
    private static readonly int[] Sizes = [8, 16, 32, 64];

    private readonly CellCensus cells;
    private readonly CellMoments[] due;

    /// <summary>Looks at true draws.</summary>
    /// <param name="cells">Where the regions are.</param>
    /// <param name="truth">[n, d] true draws.</param>
    public RegionShapes(CellCensus cells, Batch truth)
    {
        this.cells = cells;
        (int[][] places, Batch seen) = cells.Nested(truth, Sizes);
        due = [.. Sizes.Select((size, level) => CellMoments.Of(places[level], seen, size, Enumerable.Range(0, truth.Count)))];
    }

    /// <summary>Compares draws with the true ones.</summary>
    /// <param name="draws">[n, d].</param>
    /// <param name="comparison">What is compared.</param>
    /// <returns>The number; NaN where no region has enough of both.</returns>
    public double Compared(Batch draws, ShapeComparison comparison)
    {
        (int[][] places, Batch seen) = cells.Nested(draws, Sizes);
        return Worst(places, seen, comparison, Enumerable.Range(0, draws.Count));
    }

    /// <summary>Compares draws with the true ones, and with themselves.</summary>
    /// <param name="draws">[n, d].</param>
    /// <param name="comparison">What is compared.</param>
    /// <param name="random">Source of randomness; advanced where there is a number.</param>
    /// <returns>The number and its standard error by a bootstrap over draws; null where no region has enough of both.</returns>
    public (double Value, double Error)? Measured(Batch draws, ShapeComparison comparison, RandomStream random)
    {
        (int[][] places, Batch seen) = cells.Nested(draws, Sizes);
        double value = Worst(places, seen, comparison, Enumerable.Range(0, draws.Count));
        if (!double.IsFinite(value))
        {
            return null;
        }

        int[] rows = new int[draws.Count];
        double[] again = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            for (int place = 0; place < rows.Length; place++)
            {
                rows[place] = random.NextInt(rows.Length);
            }

            again[resample] = Worst(places, seen, comparison, rows);
        }

        return (value, Spread.Deviation(again));
    }

    private double Worst(int[][] places, Batch seen, ShapeComparison comparison, IEnumerable<int> rows) => due
        .Select((truth, level) => truth.Compared(CellMoments.Of(places[level], seen, truth.Cells, rows), comparison))
        .Where(double.IsFinite).DefaultIfEmpty(double.NaN).MaxBy(Math.Abs);
}
