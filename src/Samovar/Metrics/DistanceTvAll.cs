using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Total variation between the histograms of all pair distances of all draws and of as many true draws; distances out of range count as different.</summary>
[Catalogued("distance-tv-all")]
public sealed class DistanceTvAll() : FullHistogramMetric("distance-tv-all")
{
    /// <inheritdoc/>
    private protected override Func<Batch, double[]>? Numbers(ITarget target) => PairDistances.For(target);
}
