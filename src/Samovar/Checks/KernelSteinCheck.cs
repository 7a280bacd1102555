using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when the draws do not fit the score. Speaks only where no comparison with exact draws was possible, since that sees more.</summary>
[Catalogued("kernel-stein")]
public sealed class KernelSteinCheck : IRunCheck
{
    // A Gaussian in one dimension that is 1.3 times too wide scores 0.02 ± 0.005 with 1,000 draws.
    private const double Amber = 0.02;
    private const double Red = 0.15;
    private const double Errors = 5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("outside-support") is null && run.Find("kernel-stein") is { } stein && stein.Value > Errors * stein.StandardError
            && MeasurementLookup.Grade(stein.Value, Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity,
                "kernel-stein",
                $"The draws do not fit the score: kernel Stein discrepancy {stein.Words()}, where 0 is right.",
                run.Fitting(
                    "The spread inside modes is wrong, or some draws lie far out: train longer, or add refinement steps when sampling (--refine).",
                    "The spread inside modes is wrong, or some draws lie far out: use the weights (--weighted), or train longer.",
                    "The draws do not follow the density yet: warm up longer, or draw more."));
        }
    }
}
