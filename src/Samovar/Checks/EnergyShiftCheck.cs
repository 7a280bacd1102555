using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when a few Langevin steps would still change the energy of the draws.</summary>
[Catalogued("energy-shift")]
public sealed class EnergyShiftCheck : IRunCheck
{
    private const double Amber = 0.25;
    private const double Red = 1;
    private const double Errors = 4;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("energy-shift") is not { } shift || !(Math.Abs(shift.Value) > Errors * shift.StandardError)
            || MeasurementLookup.Grade(Math.Abs(shift.Value), Amber, Red) is not { } severity)
        {
            yield break;
        }

        string direction = shift.Value < 0 ? "falls: the draws lie too high" : "rises: the draws lie too low, often a sign of contracted modes";
        yield return new Finding(
            severity,
            "energy-shift",
            $"Ten Langevin steps change the mean energy by {shift.Words()} of its standard deviations; it {direction}.",
            run.Fitting(
                "Train longer, or add refinement steps when sampling (--refine).",
                "Train longer, use the weights (--weighted), or add refinement steps when sampling (--refine).",
                "The draws do not follow the density yet: warm up longer, or draw more."));
    }
}
