using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws lie where the target has practically no mass.</summary>
[Catalogued("outside-support")]
public sealed class OutsideSupportCheck : IRunCheck
{
    private const double Amber = 0.12;
    private const double Red = 0.4;

    private const string Barrier = "Train longer: mass on a barrier is mass that is still moving between wells.";

    private const string DirectAdvice = "Chains have not settled where the mass is: warm up longer, or take smaller steps.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("outside-support") is { } outside && MeasurementLookup.Grade(outside.Value, Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity,
                "outside-support",
                $"{outside.Value:0.0%} of the draws lie outside the support, where one exact draw in a thousand lies: {outside.Words()}.",
                run.Fitting(
                    "A one-step generator bridges between modes; longer training thins the bridges, and refinement steps when sampling (--refine) remove them.",
                    "Paths end beside the mass: train longer. Such draws have hardly any weight (--weighted), and refinement steps (--refine) move them back.",
                    DirectAdvice));
        }

        if (run.Find("barrier-share") is { } barrier && MeasurementLookup.Grade(barrier.Value - (barrier.Floor ?? 0), 0.06, 0.25) is { } stuck)
        {
            yield return new Finding(
                stuck,
                "outside-support",
                $"{barrier.Value:0.0%} of the well coordinates lie on the barrier: {barrier.Words()}.",
                run.Fitting(Barrier, Barrier, DirectAdvice));
        }
    }
}
