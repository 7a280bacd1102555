using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of well coordinates that lie on the barrier, all wells pooled. Its floor is the exact share.</summary>
[Catalogued("barrier-share")]
public sealed class BarrierShare() : Metric("barrier-share")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasWells>() is not { } wells)
        {
            return Missing("double wells of known mass", target);
        }

        double half = wells.BarrierHalfWidth;
        double[] shares = Enumerable.Range(0, points.Count)
            .Select(row => wells.WellCoordinates.Average(column => Math.Abs(points[row, column]) < half ? 1.0 : 0))
            .ToArray();
        return Measured(shares.Average(), Spread.ErrorOfMean(shares), wells.BarrierMass);
    }
}
