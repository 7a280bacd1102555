using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Total variation between the energy histograms of draws and of exact draws. 0 is perfect, 1 is disjoint; read it beside its floor.</summary>
/// <remarks>
/// Ten comparisons of 2,000 draws with 2,000 fresh exact draws, 200 bins over the range of the latter. As in the DiKL code, draws outside that range
/// do not count here: <see cref="EnergyOutOfRange"/> reports them. Source of the definition: arXiv:2410.12456, code.
/// </remarks>
[Catalogued("energy-tv")]
public sealed class EnergyTv() : HistogramMetric("energy-tv")
{
    /// <inheritdoc/>
    private protected override Func<Batch, double[]>? Numbers(ITarget target) => points => Energies.Of(target, points);
}
