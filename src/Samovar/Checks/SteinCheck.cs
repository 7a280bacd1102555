using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws violate the Stein identities. Speaks only where no comparison with exact draws was possible, since that sees more.</summary>
[Catalogued("stein")]
public sealed class SteinCheck : IRunCheck
{
    private const double Amber = 0.3;
    private const double Red = 2;
    private const double Errors = 5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("outside-support") is null && run.Find("stein-identity") is { } stein && stein.Value > Errors * stein.StandardError
            && MeasurementLookup.Grade(stein.Value, Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity,
                "stein",
                $"The draws violate an identity that every sample of this density keeps: by {stein.Words()}, "
                + "where 0 is right and 1 is as wrong as a spread off by a factor of 1.4.",
                "Some draws lie where the energy is steep, or the spread is wrong. "
                + run.Fitting(
                    "Train longer, or add refinement steps when sampling (--refine).",
                    "Train longer, use the weights (--weighted), or add refinement steps when sampling (--refine).",
                    "Warm up longer, or draw more."));
        }
    }
}
