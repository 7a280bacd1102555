using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws miss modes that the data are known to have.</summary>
[Catalogued("missed-modes")]
public sealed class MissedModesCheck : IRunCheck
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("modes-covered") is { Floor: { } all } covered && covered.Value < all - 0.5)
        {
            yield return new Finding(
                Severity.Red, "missed-modes", $"The draws reach {covered.Value:0.#} of {all:0} modes.",
                "Start from more noise, lower it more slowly, or draw by particles: preset 'default' of sd-flow.");
        }
    }
}
