using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws have no weight at all, or paths ran into numbers that are not finite.</summary>
[Catalogued("lost-paths")]
public sealed class LostPathsCheck : IRunCheck
{
    private const double Red = 0.05;
    private const double MostOfThem = 0.5;

    private const string Advice =
        "The density jumps, overflows, or has a bounded support: look at it with 'samovar check', and map a bounded support to the whole space.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Told("zero-weights") is { } empty && empty > MostOfThem)
        {
            yield return new Finding(
                Severity.Red,
                "lost-paths",
                empty == 1 ? "Every draw has weight zero: none lies where the target has mass." : $"{empty:0.0%} of the draws have weight zero: they lie where the target has no mass.",
                Advice);
        }

        if (run.Told("lost-paths") is { } lost && lost > 0)
        {
            yield return new Finding(
                lost > Red ? Severity.Red : Severity.Amber,
                "lost-paths",
                $"{lost:0.0##%} of the paths ran into numbers that are not finite. Metrics of weights do not apply, and log Z is not known.",
                Advice);
        }
        else if (Trained(run) is { } share && share > 0)
        {
            yield return new Finding(
                share > Red ? Severity.Red : Severity.Amber,
                "lost-paths",
                $"{share:0.0##%} of the paths in training ran into numbers that are not finite, and were left out.",
                Advice);
        }
    }

    /// <summary>The mean share over the recorded steps; null where nothing was recorded.</summary>
    private static double? Trained(Run run)
    {
        double[] shares = [.. run.History.Where(record => record.Values.ContainsKey("lost-paths")).Select(record => record.Values["lost-paths"])];
        return shares.Length > 0 ? shares.Average() : null;
    }
}
