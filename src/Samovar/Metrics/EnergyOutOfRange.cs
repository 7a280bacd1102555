using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of draws whose energy lies outside the range of as many exact draws: what <see cref="EnergyTv"/> leaves out.</summary>
[Catalogued("energy-out-of-range")]
public sealed class EnergyOutOfRange() : Metric("energy-out-of-range")
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

        double[] values = EnergyHistograms.Compare(EnergyHistograms.Energies(target, points), target, random).Select(each => each.OutOfRange).ToArray();
        double floor = EnergyHistograms.CompareTruth(points.Count, target, random).Average(each => each.OutOfRange);
        return Measured(values.Average(), EnergyHistograms.Error(values, points.Count), floor);
    }
}
