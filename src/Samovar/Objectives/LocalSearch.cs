using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Objectives;

/// <summary>Metropolis-adjusted Langevin chains from points that the sampler found, so that what it found is seen at its true density.</summary>
/// <remarks>Chains leave the target unchanged, and thus fill each mode in its own shape; how many start in a mode is not theirs to mend.</remarks>
internal static class LocalSearch
{
    private const int KeptMoves = 5;

    /// <summary>Runs the chains and adds what they find.</summary>
    /// <param name="target">The density.</param>
    /// <param name="from">Where chains start, by rank.</param>
    /// <param name="into">What they find goes here.</param>
    /// <param name="scale">Length over which the target changes at most, for the first step.</param>
    /// <param name="options">Settings.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>Mean acceptance of the moves that count.</returns>
    public static double Run(ITarget target, ReplayBuffer from, ReplayBuffer into, double scale, ReplayOptions options, RandomStream random)
    {
        Batch starts = new(options.SearchChains, target.Dimension);
        from.Draw(starts, options.RankSoftness, random);
        ChainState state = new(target, starts, random);
        int tuning = options.SearchMoves / 2;
        ITunableKernel kernel = StepSizeAdaptation.Tune(new Mala(0.01 * scale * scale), state, tuning);
        StepInfo info = default;
        for (int move = tuning; move < options.SearchMoves; move++)
        {
            info += state.Step(kernel);
            if ((options.SearchMoves - move) % KeptMoves == 1)
            {
                into.Add(state.Positions, state.LogDensity);
            }
        }

        return info.Acceptance;
    }
}
