namespace Samovar.Metrics.HeldOut;

/// <summary>How unevenly the draws near known centres are spread over them: Σ π log(modes·π), in nats; 0 is even, log modes is one mode.</summary>
/// <remarks>Counting alone makes it (modes − 1)/(2n) on average for n exact draws; see the floor.</remarks>
[Catalogued("kl-mode")]
public sealed class KlMode() : CentreMetric("kl-mode")
{
    private protected override (double Value, double Error) Of(CentreCensus census)
    {
        double[] shares = [.. census.Counts().Where(count => count > 0).Select(count => (double)count / census.Near)];
        double value = shares.Sum(share => share * Math.Log(census.Modes * share));
        // The delta method for multinomial counts.
        double variance = shares.Sum(share => share * Math.Pow(Math.Log(census.Modes * share), 2)) - (value * value);
        return (shares.Length == 0 ? double.NaN : value, Math.Sqrt(Math.Max(variance, 0) / census.Near));
    }
}
