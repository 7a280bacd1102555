using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when exact draws lie where the sampler hardly goes, which its own draws and their weights cannot show.</summary>
[Catalogued("coverage")]
public sealed class CoverageCheck : IRunCheck
{
    private const double Errors = 5;
    private const double Amber = 0.1;
    private const double Red = 1;
    private const double LeastShare = 0.01;

    private const string Advice = "A mode or a tail has hardly any draws. Train longer, or with another seed; 'pt' and 'dikl' spread over modes.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Disagreement(run) is { } disagreement)
        {
            yield return disagreement;
        }
        else if (run.Find("ess-forward") is { } share && share.Value < LeastShare)
        {
            yield return new Finding(
                Severity.Amber, "coverage", $"Exact draws get very uneven weights from this sampler: their effective share is {share.Value:0.0e0}.", Advice);
        }
    }

    private static Finding? Disagreement(Run run)
    {
        if (run.Find("log-normalizer") is not { } own || run.Find("log-normalizer-forward") is not { } exact)
        {
            return null;
        }

        double difference = exact.Value - own.Value;
        double error = Math.Sqrt((own.StandardError * own.StandardError) + (exact.StandardError * exact.StandardError));
        // Without standard errors only the size of the difference can be judged.
        return !(Math.Abs(difference) <= Errors * error) && MeasurementLookup.Grade(Math.Abs(difference), Amber, Red) is { } severity
            ? new Finding(
                severity, "coverage", $"The draws say log Z = {own.Words()}, exact draws say {exact.Words()}: {Math.Abs(difference):0.0###} nats apart.", Advice)
            : null;
    }
}
