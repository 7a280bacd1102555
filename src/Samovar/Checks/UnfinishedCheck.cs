using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when a run stopped before its plan was done.</summary>
[Catalogued("unfinished")]
public sealed class UnfinishedCheck : IRunCheck
{
    private const string Advice =
        "Go on with --resume. Learning rates and weights follow the planned number of steps, so a run cut short is worse than a shorter plan.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (string Reason, int Step)? stopped = run.Outcome switch
        {
            RunOutcome.OutOfTime late => ("The time allowed ran out", late.Step),
            RunOutcome.Cancelled cancelled => ("The run was stopped", cancelled.Step),
            _ => null,
        };
        if (stopped is { } stop)
        {
            yield return new Finding(
                Severity.Amber, "unfinished", $"{stop.Reason} after {stop.Step} of {run.Plan.Steps} steps ({(double)stop.Step / run.Plan.Steps:0%}).", Advice);
        }
    }
}
