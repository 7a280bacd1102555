namespace Samovar.Metrics.HeldOut;

/// <summary>How many known centres have draws near them: at least one in 500 of all draws within 3 standard deviations.</summary>
[Catalogued("modes-covered")]
public sealed class ModesCovered() : CentreMetric("modes-covered")
{
    private const double LeastShare = 1.0 / 500;

    private protected override (double Value, double Error) Of(CentreCensus census)
    {
        double least = Math.Max(1, LeastShare * census.Places.Length);
        return (census.Counts().Count(count => count >= least), double.NaN);
    }
}
