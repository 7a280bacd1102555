using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>Compares the shape of draws with that of seen rows, region by region: as <see cref="LocalShape"/> does with true draws. The floor is that of held-out rows.</summary>
/// <remarks>Seen rows are the reference because there are more of them; whether draws are copies of these is asked by other metrics. Of a table as many draws at a time
/// as there are held-out rows: value and floor are of one size.</remarks>
/// <param name="name">Name in kebab-case.</param>
/// <param name="comparison">What is compared.</param>
public abstract class HeldOutLocalShape(string name, ShapeComparison comparison) : HeldOutMetric(name)
{
    private const int ReferenceRows = 20_000;

    /// <inheritdoc/>
    protected sealed override Measurement Evaluate(Batch draws, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(random);
        CellCensus cells = CellCensus.Of(data);
        RegionShapes due = Remembered.Of(data, "region-shapes", 0, own => new RegionShapes(cells, data.DrawSeen(ReferenceRows, own)));
        Batch[] chunks = Chunks(draws, data.IsEndless ? draws.Count : data.HeldOut.Count);
        int size = chunks[0].Count;
        (double Value, double Error)[] parts = [.. chunks.Select(chunk => due.Measured(chunk, comparison, random)).OfType<(double, double)>()];
        if (parts.Length < chunks.Length)
        {
            return NotApplicable(RegionShapes.Sparse);
        }

        NoiseFloor floor = Floor(data, Name, size, TruthSample.FloorRepeats, own => Math.Abs(due.Compared(data.DrawHeldOut(size, own), comparison)));
        (double value, double error) = Mean(parts);
        return Measured(value, error, double.IsFinite(floor.Value) ? floor : null);
    }
}

/// <summary>How far the draws of a region lie beside the rows there, in their deviations: root mean square over regions, worst coordinate, chance subtracted. 0 is right.</summary>
[Catalogued("local-shift")]
public sealed class HeldOutLocalShift() : HeldOutLocalShape("local-shift", ShapeComparison.Shift);

/// <summary>How much wider the draws of a region are than the rows there: logarithm of the ratio of mean deviations, worst coordinate. 0 is right, 0.1 a tenth too wide.</summary>
[Catalogued("local-spread")]
public sealed class HeldOutLocalSpread() : HeldOutLocalShape("local-spread", ShapeComparison.Spread);
