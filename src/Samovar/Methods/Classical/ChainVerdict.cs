using Samovar.MarkovChains.Diagnostics;
using Samovar.Runs;

namespace Samovar.Methods.Classical;

/// <summary>What convergence diagnostics say, in numbers and in words.</summary>
internal static class ChainVerdict
{
    /// <summary>Thresholds of Vehtari et al., 2021, arXiv:1903.08008: R-hat below 1.01, effective sample sizes above 400.</summary>
    private const double SmallRHat = 1.01;
    private const double LargeRHat = 1.1;
    private const double StandingStill = 1e6;
    private const double EnoughDraws = 400;

    public static IEnumerable<Diagnostic> Diagnostics(ChainDiagnostics chains) =>
    [
        new Diagnostic("worst-r-hat", chains.WorstRHat, "rank-normalised split R-hat, worst coordinate; 1 is perfect"),
        new Diagnostic("bulk-ess", chains.LeastBulkEss, "effective draws for the centre, worst coordinate"),
        new Diagnostic("tail-ess", chains.LeastTailEss, "effective draws for the 5 % and 95 % quantiles, worst coordinate"),
    ];

    /// <param name="chains">What the diagnostics say.</param>
    /// <param name="remedy">What to do where the chains disagree badly.</param>
    public static IEnumerable<Finding> Findings(
        ChainDiagnostics chains, string remedy = "There may be separated modes: use --method pt. Otherwise run longer.")
    {
        // Chains that stand still at different points have an infinite R-hat, up to rounding.
        int stuck = chains.Coordinates.Count(coordinate => !(coordinate.RHat < StandingStill));
        if (stuck > 0)
        {
            yield return new Finding(
                Severity.Red, "stuck-chain", $"In {stuck} of {chains.Coordinates.Count} coordinates chains never moved.",
                "The density may be flat, discontinuous or not finite there: run 'samovar check'.");
        }
        else if (chains.WorstRHat > SmallRHat)
        {
            int worst = chains.Coordinates.Index().MaxBy(pair => pair.Item.RHat).Index;
            yield return new Finding(
                chains.WorstRHat > LargeRHat ? Severity.Red : Severity.Amber, "r-hat",
                $"The chains disagree: R-hat is {chains.WorstRHat:0.000} in coordinate {worst} (below {SmallRHat} would be well).",
                chains.WorstRHat > LargeRHat ? remedy : "Run longer.");
        }

        double least = Math.Min(chains.LeastBulkEss, chains.LeastTailEss);
        if (stuck == 0 && least < EnoughDraws)
        {
            yield return new Finding(
                Severity.Amber, "effective-draws", $"The worst coordinate has {least:0} effective draws; quantiles and errors need about {EnoughDraws:0}.",
                "Ask for more draws with --count.");
        }
    }
}
