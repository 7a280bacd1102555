using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Total variation between the histograms of all pair distances in draws and in true draws. 0 is perfect, 1 is disjoint; read it beside its floor.</summary>
/// <remarks>The definition of <see cref="EnergyTv"/>, with the distances of all pairs of all configurations in one histogram. Source: arXiv:2410.12456, code.</remarks>
[Catalogued("distance-tv")]
public sealed class DistanceTv() : HistogramMetric("distance-tv")
{
    /// <inheritdoc/>
    private protected override Func<Batch, double[]>? Numbers(ITarget target) => PairDistances.For(target);
}
