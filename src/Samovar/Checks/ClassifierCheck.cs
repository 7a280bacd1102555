using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when a small classifier, or a single coordinate, tells the draws from what they should be.</summary>
[Catalogued("told-apart")]
public sealed class ClassifierCheck : IRunCheck
{
    // 0.7 is the best accuracy between Gaussians one deviation apart in one direction, 0.9 between those 2.6 deviations apart.
    private const double AmberAccuracy = 0.7;
    private const double RedAccuracy = 0.9;
    private const double AmberGap = 0.1;
    private const double RedGap = 0.3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string advice = run.Fitting(
            "Look at the draws beside the true ones in the report, and at the metrics that are above their floors. Train longer, or refine (--refine).",
            "Look at the draws beside the true ones in the report. Use the weights (--weighted), or train longer.",
            "Look at the draws beside the true ones in the report. Warm up longer, or draw more.",
            "Look at the draws beside held-out rows in the report, and at the metrics that are above their floors. Train longer, or learn from more rows.");
        if (run.Find("classifier-accuracy") is { } accuracy && accuracy.Excess().Certain && MeasurementLookup.Grade(accuracy.Value, AmberAccuracy, RedAccuracy) is { } severity)
        {
            yield return new Finding(
                severity, "told-apart", $"A small classifier tells the draws from what they should be {accuracy.Value:0%} of the time, where half is chance: {accuracy.Words()}.", advice);
        }

        if (run.Find("marginal-ks") is { } gap && gap.Excess() is (var excess, true) && MeasurementLookup.Grade(excess, AmberGap, RedGap) is { } wrong)
        {
            yield return new Finding(wrong, "told-apart", $"The worst single coordinate is spread wrongly: Kolmogorov–Smirnov distance {gap.Words()}.", advice);
        }
    }
}
