using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Total variation between the energy histograms of all draws and of as many exact draws; energies out of range count as different.</summary>
/// <remarks>Its floor falls with the number of draws, unlike that of <see cref="EnergyTv"/>, which always compares 2,000.</remarks>
[Catalogued("energy-tv-all")]
public sealed class EnergyTvAll() : FullHistogramMetric("energy-tv-all")
{
    /// <inheritdoc/>
    private protected override Func<Batch, double[]>? Numbers(ITarget target) => points => Energies.Of(target, points);
}
