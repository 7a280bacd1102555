namespace Samovar.Metrics.HeldOut;

/// <summary>Share of the draws within 3 standard deviations of a known centre. Exact draws in 2 dimensions reach 1 − e^(−4.5), which is 0.989.</summary>
[Catalogued("high-quality-rate")]
public sealed class HighQualityRate() : CentreMetric("high-quality-rate")
{
    private protected override (double Value, double Error) Of(CentreCensus census)
    {
        double share = (double)census.Near / census.Places.Length;
        return (share, Math.Sqrt(share * (1 - share) / census.Places.Length));
    }
}
