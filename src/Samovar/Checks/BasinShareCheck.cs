using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when basins of particles hold shares that chance does not explain.</summary>
[Catalogued("basin-shares")]
public sealed class BasinShareCheck : IRunCheck
{
    /// <summary>Floors beyond which a share is wrong, as far as it matters at all.</summary>
    private const double Floors = 3;
    private const double Matters = 0.02;
    private const double Red = 0.15;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("basin-share-error") is { Floor: { } floor } basins && basins.Value > Math.Max(Floors * floor, Matters) && basins.Excess().Certain)
        {
            yield return new Finding(
                basins.Value > Red ? Severity.Red : Severity.Amber,
                "basin-shares",
                $"A basin holds {100 * basins.Value:0.0} percentage points more or less than it should: {basins.Words()}, {basins.Value / floor:0.0} times the floor.",
                run.Fitting(
                    "Train longer; shares are the last to settle. Refinement steps (--refine) do not mend them: 'pt' draws basins in their proportions.",
                    "Use the weights (--weighted), or train longer.",
                    "Chains have not moved between basins often enough: draw more, or take 'pt'."));
        }
    }
}
