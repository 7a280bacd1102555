using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Runs short Langevin chains to see how wide and how steep the target is, and whether chains from scattered starts agree.</summary>
internal static class ScaleProbe
{
    private const int Chains = 64;
    private const int TuningSteps = 150;
    private const int Steps = 100;
    private const double WorstRatio = 100;
    private const double FarAway = 100;

    /// <summary>Above this split R-hat, chains live in different places.</summary>
    private const double Agreement = 1.3;

    public static (IReadOnlyList<Finding> Findings, ScaleSuggestion Suggestion) Examine(ITarget target, double scale, RandomStream random, List<string> facts)
    {
        Batch starts = new(Chains, target.Dimension);
        random.FillNormal(starts.Values);
        foreach (ref float value in starts.Values)
        {
            value *= (float)scale;
        }

        ChainState state = new(target, starts, random);
        ITunableKernel kernel = StepSizeAdaptation.Tune(new Mala(0.01 * scale * scale), state, TuningSteps);
        HalfChainMoments moments = new(Chains, target.Dimension);
        double[] squaredScores = new double[Chains];
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
            moments.Add(step % 2, state.Positions);
            AddSquares(state.Score, squaredScores);
        }

        double[] spread = Enumerable.Range(0, target.Dimension).Select(column => Math.Sqrt(moments.Variance(column))).ToArray();
        int narrow = Array.IndexOf(spread, spread.Min());
        int wide = Array.IndexOf(spread, spread.Max());
        facts.Add(
            $"Short Langevin chains see a spread of {spread[narrow]:0.###} in the narrowest coordinate ({narrow}) "
            + $"and of {spread[wide]:0.###} in the widest ({wide}).");
        double squaredScore = squaredScores.Order().ElementAt(Chains / 2) / ((double)Steps * target.Dimension);
        return ([.. Findings(moments, spread, (narrow, wide))], Suggestion(target, moments, spread, squaredScore));
    }

    private static IEnumerable<Finding> Findings(HalfChainMoments moments, double[] spread, (int Narrow, int Wide) extreme)
    {
        double ratio = spread[extreme.Wide] / spread[extreme.Narrow];
        if (ratio > WorstRatio)
        {
            yield return new Finding(
                Severity.Amber,
                "scale",
                $"Coordinate {extreme.Wide} is {ratio:0} times as wide as coordinate {extreme.Narrow}.",
                "Rescale the coordinates to similar widths: networks and single step sizes cannot follow.");
        }

        double offset = Enumerable.Range(0, spread.Length).Max(column => Math.Abs(moments.Mean(column)) / spread[column]);
        if (offset > FarAway)
        {
            yield return new Finding(Severity.Amber, "scale", $"The mass lies {offset:0} widths from the origin.", "Shift the target to the origin.");
        }
    }

    /// <summary>The rules by which methods with noise levels choose them: from a quarter of the width that the mean squared score implies to the whole extent.</summary>
    private static ScaleSuggestion Suggestion(ITarget target, HalfChainMoments moments, double[] spread, double squaredScore)
    {
        bool agree = target.Capability<ILogConcave>() is not null || Enumerable.Range(0, spread.Length).All(column => moments.SplitRHat(column) < Agreement);
        double seen = spread.Select((deviation, column) => Math.Abs(moments.Mean(column)) + (2 * deviation)).Max();
        double extent = agree || target.Capability<IHasCard>() is not { } described ? seen : Math.Max(seen, described.Card.Scale);
        double smallest = squaredScore > 0 ? Math.Min(0.25 / Math.Sqrt(squaredScore), 0.1 * extent) : 0.1 * extent;
        return new ScaleSuggestion(extent, smallest, agree);
    }

    private static void AddSquares(Batch score, double[] sums)
    {
        for (int chain = 0; chain < sums.Length; chain++)
        {
            foreach (float value in score.Row(chain))
            {
                sums[chain] += (double)value * value;
            }
        }
    }
}
