using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of draws whose energy lies outside the range of as many exact draws: what <see cref="EnergyTv"/> leaves out.</summary>
[Catalogued("energy-out-of-range")]
public sealed class EnergyOutOfRange() : HistogramMetric("energy-out-of-range")
{
    /// <inheritdoc/>
    private protected override Func<Batch, double[]>? Numbers(ITarget target) => points => Energies.Of(target, points);

    /// <inheritdoc/>
    private protected override double Value(HistogramComparison.Histograms histograms) => histograms.OutOfRange;
}
