using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when more configurations of particles clash, or fell apart, than should.</summary>
[Catalogued("clashes")]
public sealed class ClashCheck : IRunCheck
{
    // Means of the energy are lost long before: one clash of Lennard-Jones particles outweighs all other draws.
    private const double Amber = 0.005;
    private const double Red = 0.05;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("clash-share") is { } clashes && clashes.Excess() is (var excess, true) && MeasurementLookup.Grade(excess, Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity,
                "clashes",
                $"{clashes.Value:0.0%} of the configurations have positive energy, as particles that overlap or fell apart: {clashes.Words()}.",
                "Averages of energies and forces are ruined by them. "
                + run.Fitting(
                    "Refinement steps when sampling (--refine) remove them; longer training makes them rarer.",
                    "They have hardly any weight (--weighted); refinement steps (--refine) move them back.",
                    "Warm up longer, or take smaller steps."));
        }
    }
}
