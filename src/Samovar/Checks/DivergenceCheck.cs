using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says where a run broke.</summary>
[Catalogued("divergence")]
public sealed class DivergenceCheck : IRunCheck
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Outcome is RunOutcome.Diverged diverged)
        {
            yield return new Finding(
                Severity.Red,
                "divergence",
                $"Training diverged at step {diverged.Step} of {run.Plan.Steps}: {diverged.Quantity} stopped being finite in phase '{diverged.Phase}'.",
                "The last healthy state was kept. Look at the target with 'samovar check', then try another seed or the preset with smaller steps.");
        }
    }
}
