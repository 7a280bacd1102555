using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Compares the shape of draws with that of true draws, or of a short tempered run, region by region: separated modes are looked at one by one.</summary>
/// <remarks>
/// What distances over the whole space do not see where modes are far apart. Regions lie around 8, 16, 32 and 64 true draws that lie apart; the worst division counts. A mode that is
/// cut by many regions, as that of one wide Gaussian, hardly moves within any of them: there coordinates and classifiers see more. The error is a bootstrap over draws, the floor the mean size of what true draws get.
/// </remarks>
/// <param name="name">Name in kebab-case.</param>
/// <param name="comparison">What is compared.</param>
public abstract class LocalShape(string name, ShapeComparison comparison) : Metric(name)
{
    private const int ReferenceDraws = 20_000;

    /// <inheritdoc/>
    protected sealed override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        if (CellCensus.Of(target) is not { } cells)
        {
            return Missing(Evidence.Need, target);
        }

        RegionShapes due = Remembered.Of(target, "region-shapes", 0, own => new RegionShapes(cells, Evidence.Sample(target, ReferenceDraws, own)!));
        return due.Measured(points, comparison, random) is var (value, error)
            ? Measured(value, error, TruthSample.Floor(target, Name, points.Count, (exact, _) => Math.Abs(due.Compared(exact, comparison))))
            : NotApplicable(RegionShapes.Sparse);
    }
}

/// <summary>How far the draws of a region lie beside the true ones there, in their deviations: root mean square over regions, worst coordinate, chance subtracted. 0 is right.</summary>
[Catalogued("local-shift")]
public sealed class LocalShift() : LocalShape("local-shift", ShapeComparison.Shift);

/// <summary>How much wider the draws of a region are than the true ones there: logarithm of the ratio of mean deviations, worst coordinate. 0 is right, 0.1 a tenth too wide.</summary>
[Catalogued("local-spread")]
public sealed class LocalSpread() : LocalShape("local-spread", ShapeComparison.Spread);
