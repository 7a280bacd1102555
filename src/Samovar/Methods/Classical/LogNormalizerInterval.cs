using Samovar.MarkovChains.Diagnostics;
using Samovar.Runs;

namespace Samovar.Methods.Classical;

/// <summary>An estimate of ln Z with its 95 % interval.</summary>
internal static class LogNormalizerInterval
{
    /// <summary>The interval of Student's t around an estimate whose error comes from independent replicates.</summary>
    /// <param name="value">The estimate.</param>
    /// <param name="error">Its standard error; without an interval where it is not finite.</param>
    /// <param name="replicates">Number of replicates, at least 2.</param>
    /// <param name="origin">How it was obtained; a phrase.</param>
    public static LogNormalizerEstimate Of(double value, double error, int replicates, string origin)
    {
        double reach = StudentQuantile.Of95Percent(replicates - 1) * error;
        return new LogNormalizerEstimate(value, error, origin)
        {
            Lower = double.IsFinite(reach) ? value - reach : null,
            Upper = double.IsFinite(reach) ? value + reach : null,
        };
    }
}
