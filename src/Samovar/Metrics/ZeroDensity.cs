using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of draws with density zero: their energy is +∞, or no number. 0 is right, and true draws get it exactly. Needs no reference.</summary>
[Catalogued("zero-density")]
public sealed class ZeroDensity() : Metric("zero-density")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        double share = Share(target, points);
        return Measured(share, Spread.ErrorOfShare(share, points.Count), 0.0);
    }

    /// <summary>The share of points with density zero.</summary>
    /// <param name="target">The density.</param>
    /// <param name="points">[n, d], n at least 1.</param>
    internal static double Share(ITarget target, Batch points) => TruthSample.LogDensities(target, points).Average(value => value > double.NegativeInfinity ? 0.0 : 1);
}
