using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>A trained sampler that needs nothing but randomness to draw: no target, so it can learn from data.</summary>
public interface IFreeSampler : ITrainableSampler
{
    /// <summary>Draws points.</summary>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    Draws Draw(int count, RandomStream random);

    /// <inheritdoc/>
    Draws ISampler.Draw(ITarget target, int count, RandomStream random) => Draw(count, random);
}
