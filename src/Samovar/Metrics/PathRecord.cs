using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Metrics;

/// <summary>What the draws of a path sampler tell beside the metrics: ln Z, clips and losses as diagnostics, and where along the paths the bound is lost as curves.</summary>
public static class PathRecord
{
    private const string Axis = "step of the path";

    /// <summary>Sums up independent repetitions.</summary>
    /// <param name="repetitions">Draws of one sampler.</param>
    /// <param name="seconds">Wall seconds spent on them.</param>
    /// <returns>The record; null for a sampler without weights.</returns>
    public static SamplingRecord? Of(IReadOnlyList<Draws> repetitions, double seconds)
    {
        ArgumentNullException.ThrowIfNull(repetitions);
        if (repetitions.Count == 0 || repetitions.Any(draws => draws.LogWeights is null))
        {
            return null;
        }

        PathLedger? own = Sum(repetitions.Select(draws => draws.Ledger));
        PathLedger? truth = Sum(repetitions.Select(draws => draws.Truth?.Ledger));
        return new SamplingRecord(repetitions.Aggregate(EvaluationCost.None, (sum, draws) => sum + draws.Cost), seconds)
        {
            LogNormalizer = PooledLogNormalizer.Of(repetitions),
            Diagnostics = [.. Weights([.. repetitions.SelectMany(draws => draws.LogWeights!)]), .. own is null ? [] : Clips(own)],
            Curves = own is null ? [] : Curves(own, truth),
        };
    }

    private static IEnumerable<Diagnostic> Weights(double[] logWeights)
    {
        double share = NormalizedWeights.Of(logWeights)?.Max() ?? double.NaN;
        yield return new Diagnostic("largest-weight", share, "share of the whole weight on the heaviest draw; 1 means that one draw decides everything");
        yield return new Diagnostic("zero-weights", (double)logWeights.Count(double.IsNegativeInfinity) / logWeights.Length, "share of draws with weight zero; 0 is right");
        yield return new Diagnostic("lost-paths", (double)NormalizedWeights.Lost(logWeights) / logWeights.Length, "share of paths that ran into numbers that are not finite; 0 is right");
    }

    private static IEnumerable<Diagnostic> Clips(PathLedger own) =>
    [
        new Diagnostic("shortened-scores", (double)own.ShortenedScores / own.Scores, "share of scores that were shortened to the limit before the control saw them"),
        new Diagnostic("control-cost", own.Costs.Sum(), "nats by which the control moves the paths away from the reference"),
    ];

    /// <summary>Where the marginals at the end agree, the gaps sum to the upper bound less the lower one.</summary>
    private static IReadOnlyList<Curve> Curves(PathLedger own, PathLedger? truth)
    {
        Curve cost = Along("cost of the control per step, nats", own.Costs);
        Curve spread = Along("spread of the log-weight up to each step, nats", own.Spreads);
        return truth is null
            ? [cost, spread]
            : [cost, spread, Along("gap between the bounds per step, nats", [.. own.Costs.Zip(truth.LogRatios, (forward, backward) => forward - backward)])];
    }

    private static Curve Along(string name, IReadOnlyList<double> values) =>
        new(name, Axis, [.. values.Select((value, step) => new CurvePoint(step + 1, value))]);

    private static PathLedger? Sum(IEnumerable<PathLedger?> ledgers)
    {
        PathLedger? sum = null;
        foreach (PathLedger? ledger in ledgers)
        {
            if (ledger is null)
            {
                return null;
            }

            sum ??= new PathLedger(ledger.Costs.Count);
            sum.Add(ledger);
        }

        return sum;
    }
}
