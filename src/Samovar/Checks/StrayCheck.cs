using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws have energies that true draws never have, or lie where no rows are near. One in two hundred ruins means of whatever grows far out, and moves no median.</summary>
[Catalogued("strays")]
public sealed class StrayCheck : IRunCheck
{
    private const double Amber = 0.005;
    private const double Red = 0.05;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("stray-share") is { } strays && strays.Excess() is { Certain: true } excess && MeasurementLookup.Grade(excess.Value, Amber, Red) is { } severity)
        {
            string where = run.LearnsRows() ? "lie farther from every row than rows do from each other" : "have energies that true draws never have";
            yield return new Finding(
                severity,
                "strays",
                $"{strays.Value:0.0%} of the draws {where}: {strays.Words()}. Means of anything that grows far out are wrong.",
                run.Fitting(
                    "Train longer, or move such draws back by refinement steps when sampling (--refine).",
                    "Train longer. Such draws have hardly any weight (--weighted), and refinement steps (--refine) move them back.",
                    "Chains have not settled where the mass is: warm up longer, or take smaller steps.",
                    "Train longer, or learn from more rows."));
        }
    }
}
