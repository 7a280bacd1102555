using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Compares how draws fill cells around true draws, or around draws of a short tempered run, with how these fill them.</summary>
/// <remarks>The floor is that of true draws; of a tempered run that of one half against the other.</remarks>
/// <param name="name">Name in kebab-case.</param>
public abstract class CellMetric(string name) : Metric(name)
{
    /// <inheritdoc/>
    protected sealed override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (CellCensus.Of(target) is not { } cells)
        {
            return Missing(Evidence.Need, target);
        }

        double Compared(double[] shares) => Compare(shares, cells.Shares, points.Count);
        double[] table = cells.Table(points);
        NoiseFloor floor = TruthSample.Floor(target, Name, points.Count, (exact, _) => Compared(cells.SharesOf(exact)))
            ?? new NoiseFloor(Compare(cells.Halves.Second, cells.Halves.First, cells.Halves.Count), double.NaN);
        return Measured(Compared(Spread.ColumnMeans(table, cells.Shares.Length)), Spread.Bootstrap(table, cells.Shares.Length, Compared, random), floor);
    }

    /// <summary>Compares shares of cells.</summary>
    /// <param name="shares">[cells] of draws.</param>
    /// <param name="due">[cells] of the reference.</param>
    /// <param name="count">Number of draws.</param>
    private protected abstract double Compare(double[] shares, double[] due, int count);
}

/// <summary>The share of the mass that lies where the draws hardly ever go: in cells that get less than a fifth of the draws they are due. 0 is perfect.</summary>
/// <remarks>Needs no list of modes. Of 2,000 draws it sees a separated mode of half a percent; a mode that shares its cell with others it may not see.</remarks>
[Catalogued("unvisited-share")]
public sealed class UnvisitedShare() : CellMetric("unvisited-share")
{
    /// <inheritdoc/>
    private protected override double Compare(double[] shares, double[] due, int count) => CellCensus.Unvisited(shares, due, count);
}

/// <summary>Total variation between how draws and true draws fill up to 64 cells: mode weights for those who know no modes. 0 is perfect; read it beside its floor.</summary>
[Catalogued("cell-share-tv")]
public sealed class CellShareTv() : CellMetric("cell-share-tv")
{
    /// <inheritdoc/>
    private protected override double Compare(double[] shares, double[] due, int count) => CellCensus.Variation(shares, due);
}
