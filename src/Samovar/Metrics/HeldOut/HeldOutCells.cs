using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>Compares how draws fill cells around training rows with how held-out rows fill them. The floor is that of training rows.</summary>
/// <remarks>Of a table as many draws at a time as there are training rows: value and floor are of one size.</remarks>
/// <param name="name">Name in kebab-case.</param>
public abstract class HeldOutCells(string name) : HeldOutMetric(name)
{
    /// <inheritdoc/>
    protected sealed override Measurement Evaluate(Batch draws, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        CellCensus cells = CellCensus.Of(data);
        Batch[] chunks = Chunks(draws, data.IsEndless ? draws.Count : data.Training.Count);
        int size = chunks[0].Count;
        double Compared(double[] shares) => Compare(shares, cells.Shares, size);
        (double Value, double Error) Chunk(Batch chunk)
        {
            double[] table = cells.Table(chunk);
            return (Compared(Spread.ColumnMeans(table, cells.Shares.Length)), Spread.Bootstrap(table, cells.Shares.Length, Compared, random));
        }

        NoiseFloor floor = Floor(data, Name, size, TruthSample.FloorRepeats, own => Compared(cells.SharesOf(data.DrawSeen(size, own))));
        (double value, double error) = Mean([.. chunks.Select(Chunk)]);
        return Measured(value, error, floor);
    }

    /// <summary>Compares shares of cells.</summary>
    /// <param name="shares">[cells] of draws.</param>
    /// <param name="due">[cells] of held-out rows.</param>
    /// <param name="count">Number of draws that the shares are of.</param>
    private protected abstract double Compare(double[] shares, double[] due, int count);
}

/// <summary>The share of held-out rows that lie where the draws hardly ever go: in cells that get less than a fifth of the draws they are due. 0 is perfect.</summary>
[Catalogued("unvisited-share")]
public sealed class HeldOutUnvisitedShare() : HeldOutCells("unvisited-share")
{
    /// <inheritdoc/>
    private protected override double Compare(double[] shares, double[] due, int count) => CellCensus.Unvisited(shares, due, count);
}

/// <summary>Total variation between how draws and held-out rows fill up to 64 cells. 0 is perfect; read it beside its floor.</summary>
[Catalogued("cell-share-tv")]
public sealed class HeldOutCellShareTv() : HeldOutCells("cell-share-tv")
{
    /// <inheritdoc/>
    private protected override double Compare(double[] shares, double[] due, int count) => CellCensus.Variation(shares, due);
}
