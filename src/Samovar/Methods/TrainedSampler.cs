using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>What training in one call gives.</summary>
/// <param name="Sampler">The sampler.</param>
/// <param name="Target">The density it learned; null where it learned from data.</param>
/// <param name="Run">How training went: outcome, history, cost, seconds.</param>
public sealed record TrainedSampler(ITrainableSampler Sampler, ITarget? Target, Run Run)
{
    /// <summary>Draws points.</summary>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="seed">Seed of the draws; equal seeds give equal draws.</param>
    public Draws Draw(int count, ulong seed = 1)
    {
        RandomStream random = RandomStream.FromSeed(seed).Named("draws");
        return Sampler is IFreeSampler free ? free.Draw(count, random)
            : Sampler.Draw(Target ?? throw new InvalidOperationException("This sampler evaluates a density when it draws, and it was trained without one."), count, random);
    }
}
