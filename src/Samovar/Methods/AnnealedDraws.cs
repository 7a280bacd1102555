using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Tempering;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>Draws of a small sequential Monte Carlo run, from which trainings begin where chains at temperature 1 alone would not do.</summary>
internal static class AnnealedDraws
{
    private const int Count = 1024;

    /// <summary>Runs it.</summary>
    /// <param name="target">The density; its evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>[1024, d] draws in right proportions, up to the scatter of so small a run.</returns>
    public static Batch Of(ITarget target, RandomStream random)
    {
        SequentialMonteCarlo sampler = new(new SequentialMonteCarloOptions { ParticlesPerIsland = 256, Islands = 4, MostBatches = 1, MostMoves = 16 });
        SequentialDraws found = sampler.Run(target, ReferenceFit.Of(target, random), Count, random, _ => { }, CancellationToken.None);
        return found.Draws.Resampled(Count, random);
    }
}
