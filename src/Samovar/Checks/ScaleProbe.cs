using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Runs short Langevin chains to see how wide the target is in each coordinate.</summary>
internal static class ScaleProbe
{
    private const int Chains = 64;
    private const int TuningSteps = 150;
    private const int Steps = 100;
    private const double WorstRatio = 100;
    private const double FarAway = 100;

    public static IEnumerable<Finding> Examine(ITarget target, double scale, RandomStream random, List<string> facts)
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
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
            moments.Add(step % 2, state.Positions);
        }

        double[] spread = Enumerable.Range(0, target.Dimension).Select(column => Math.Sqrt(moments.Variance(column))).ToArray();
        int narrow = Array.IndexOf(spread, spread.Min());
        int wide = Array.IndexOf(spread, spread.Max());
        facts.Add(
            $"Short Langevin chains see a spread of {spread[narrow]:0.###} in the narrowest coordinate ({narrow}) "
            + $"and of {spread[wide]:0.###} in the widest ({wide}).");
        if (spread[wide] > WorstRatio * spread[narrow])
        {
            yield return new Finding(
                Severity.Amber,
                "scale",
                $"Coordinate {wide} is {spread[wide] / spread[narrow]:0} times as wide as coordinate {narrow}.",
                "Rescale the coordinates to similar widths: networks and single step sizes cannot follow.");
        }

        double offset = Enumerable.Range(0, target.Dimension).Max(column => Math.Abs(moments.Mean(column)) / spread[column]);
        if (offset > FarAway)
        {
            yield return new Finding(Severity.Amber, "scale", $"The mass lies {offset:0} widths from the origin.", "Shift the target to the origin.");
        }
    }
}
