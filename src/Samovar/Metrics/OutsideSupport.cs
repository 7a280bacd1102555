using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of draws where the density is lower than at 99.9 % of exact draws: bridges between modes and stray points. The floor is 0.001.</summary>
[Catalogued("outside-support")]
public sealed class OutsideSupport() : Metric("outside-support")
{
    private const double Quantile = 0.001;
    private const int ReferenceDraws = 50_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (TrueDraws.Of(target) is not { } truth)
        {
            return Missing("exact draws", target);
        }

        double threshold = Remembered.Of(target, Name, ReferenceDraws, own => Threshold(target, truth, own));
        double share = TruthSample.LogDensities(target, points).Average(value => value < threshold ? 1.0 : 0);
        return Measured(share, Math.Sqrt(Math.Max(share, Quantile) * (1 - share) / points.Count), Quantile, Math.Sqrt(Quantile * (1 - Quantile) / ReferenceDraws));
    }

    private static double Threshold(ITarget target, IHasExactDraws truth, RandomStream random)
    {
        double[] reference = TruthSample.LogDensities(target, TruthSample.Draw(truth, ReferenceDraws, target.Dimension, random));
        Array.Sort(reference);
        return reference[(int)(Quantile * ReferenceDraws)];
    }
}
