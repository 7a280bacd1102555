using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when an estimate of log Z is further from the known value than its own standard error allows.</summary>
[Catalogued("log-normalizer")]
public sealed class LogNormalizerCheck : IRunCheck
{
    private const double Errors = 5;
    private const double Amber = 0.1;
    private const double Red = 1;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        // Without a standard error only the size of the miss can be judged.
        if (run.Find("log-normalizer-error") is { } error
            && !(Math.Abs(error.Value) <= Errors * error.StandardError)
            && MeasurementLookup.Grade(Math.Abs(error.Value), Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity,
                "log-normalizer",
                $"The estimate of log Z misses the known value by {error.Words()} nat.",
                "The sampler has not seen all of the mass, and its standard error does not know it. "
                + (run.Plan.IsDirect ? "Give it more chains, rungs or draws, and other seeds." : "Train longer, or with another seed."));
        }
    }
}
