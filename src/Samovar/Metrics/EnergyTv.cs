using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Total variation between the energy histograms of draws and of exact draws. 0 is perfect, 1 is disjoint; read it beside its floor.</summary>
/// <remarks>
/// Ten comparisons of 2,000 draws with 2,000 fresh exact draws, 200 bins over the range of the latter. As in the DiKL code, draws outside that range
/// do not count here: <see cref="EnergyOutOfRange"/> reports them. Source of the definition: arXiv:2410.12456, code.
/// </remarks>
[Catalogued("energy-tv")]
public sealed class EnergyTv() : Metric("energy-tv")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasExactDraws>() is null)
        {
            return Missing("exact draws", target);
        }

        double[] values = EnergyHistograms.Compare(EnergyHistograms.Energies(target, points), target, random).Select(each => each.Variation).ToArray();
        double floor = EnergyHistograms.CompareTruth(points.Count, target, random).Average(each => each.Variation);
        return Measured(values.Average(), EnergyHistograms.Error(values, points.Count), floor);
    }
}
