using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>How evenly the draws cover the modes: entropy of the mean responsibilities over that of the true weights. 1 is perfect, 0 is one mode.</summary>
/// <remarks>
/// Known as EMC. With equal weights it is the entropy over the logarithm of the number of modes; with unequal weights it may exceed 1. Exact draws
/// stay a little below 1: see the floor. Source: Blessing et al., 2024, arXiv:2406.07423.
/// </remarks>
[Catalogued("mode-entropy")]
public sealed class ModeEntropy() : Metric("mode-entropy")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasModes>() is not { ModeWeights.Count: > 1 } modes)
        {
            return Missing("a list of modes", target);
        }

        double full = Entropy([.. modes.ModeWeights]);
        double Share(double[] means) => Entropy(means) / full;
        double[] table = ModeShares.Of(modes, points);
        int count = modes.ModeWeights.Count;
        return Measured(
            Share(Spread.ColumnMeans(table, count)),
            Spread.Bootstrap(table, count, Share, random),
            TruthSample.Floor(target, Name, points.Count, (exact, _) => Share(Spread.ColumnMeans(ModeShares.Of(modes, exact), count))));
    }

    private static double Entropy(double[] shares) => -shares.Where(share => share > 0).Sum(share => share * Math.Log(share));
}
