using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of draws with energies that true draws never have: more than twice as far above the median as the highest of 50,000, or of a short tempered run. 0 is right.</summary>
/// <remarks>
/// Energies have tails that fall at least exponentially, those of densities with heavy tails too, so a true draw comes so far with a probability near one in the square of the size
/// of the reference. Bridges between modes do not come so far; draws from elsewhere, overlaps and blown-up paths do.
/// </remarks>
[Catalogued("stray-share")]
public sealed class StrayShare() : Metric("stray-share")
{
    private const int ReferenceDraws = 50_000;
    private const double Reach = 2;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (Evidence.Of(target) is null)
        {
            return Missing(Evidence.Need, target);
        }

        double lowest = Remembered.Of(target, Name, 0, own => Lowest(TruthSample.LogDensities(target, Evidence.Sample(target, ReferenceDraws, own)!)));
        double Share(Batch draws) => TruthSample.LogDensities(target, draws).Average(value => value >= lowest ? 0.0 : 1);
        double share = Share(points);
        return Measured(share, Spread.ErrorOfShare(share, points.Count), TruthSample.Floor(target, Name, points.Count, (exact, _) => Share(exact)));
    }

    private static double Lowest(double[] logDensities)
    {
        double median = logDensities.Order().ElementAt(logDensities.Length / 2);
        return median - (Reach * (median - logDensities.Min()));
    }
}
