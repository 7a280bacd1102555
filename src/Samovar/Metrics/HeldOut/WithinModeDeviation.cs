namespace Samovar.Metrics.HeldOut;

/// <summary>Root mean square deviation of the draws near a known centre from it, per coordinate, in the units of the points.</summary>
[Catalogued("within-mode-deviation")]
public sealed class WithinModeDeviation() : CentreMetric("within-mode-deviation")
{
    private protected override (double Value, double Error) Of(CentreCensus census) => (census.Spread, census.Spread / Math.Sqrt(4.0 * census.Near));
}
