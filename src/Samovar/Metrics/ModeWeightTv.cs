using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>How wrong the mode weights are: total variation between the mean responsibilities and the true weights. 0 is perfect, 1 is disjoint.</summary>
[Catalogued("mode-weight-tv")]
public sealed class ModeWeightTv() : Metric("mode-weight-tv")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasModes>() is not { ModeWeights.Count: > 1 } modes)
        {
            return Missing("a list of modes", target);
        }

        double Variation(double[] means) => 0.5 * means.Select((mean, mode) => Math.Abs(mean - modes.ModeWeights[mode])).Sum();
        double[] table = ModeShares.Of(modes, points);
        int count = modes.ModeWeights.Count;
        return Measured(
            Variation(Spread.ColumnMeans(table, count)),
            Spread.Bootstrap(table, count, Variation, random),
            TruthSample.Floor(target, Name, points.Count, (exact, _) => Variation(Spread.ColumnMeans(ModeShares.Of(modes, exact), count))));
    }
}
