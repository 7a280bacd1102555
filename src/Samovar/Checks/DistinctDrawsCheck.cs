using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when a trained sampler draws the same points again.</summary>
/// <remarks>Methods that draw without training have reasons to repeat points, and diagnostics of their own that count effective draws.</remarks>
[Catalogued("copies")]
public sealed class DistinctDrawsCheck : IRunCheck
{
    private const double Amber = 0.99;
    private const double Red = 0.5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!run.Plan.IsDirect && run.Find("distinct-draws") is { Value: < Amber } distinct)
        {
            yield return new Finding(
                distinct.Value < Red ? Severity.Red : Severity.Amber,
                "copies",
                $"Only {distinct.Value:0.0%} of the draws differ from all others, where a density has no two equal ones.",
                "The sampler ignores its randomness, or repeats what it was shown: errors computed from the number of draws are too small. Train again, with another seed.");
        }
    }
}
