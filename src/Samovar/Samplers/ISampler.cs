using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Turns randomness and a target into draws. The target is passed in, never captured: counting or tempering it is a wrapper at the call.</summary>
public interface ISampler
{
    /// <summary>Number of coordinates d of each draw.</summary>
    int Dimension { get; }

    /// <summary>Draws points.</summary>
    /// <param name="target">The density to sample, in <see cref="Dimension"/> coordinates. One-step generators do not evaluate it.</param>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    Draws Draw(ITarget target, int count, RandomStream random);

    /// <summary>Gives points of any origin the log-weights that they would have had as draws of this sampler, over paths that might have led to them.</summary>
    /// <remarks>For exact draws of the target, the mean of the inverse weights is an unbiased estimate of the inverse normalizer.</remarks>
    /// <param name="target">The density to sample.</param>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>The points with log-weights; null for a sampler without a density.</returns>
    Draws? Weigh(ITarget target, Batch points, RandomStream random) => null;
}

/// <summary>A sampler with trained parameters.</summary>
public interface ITrainableSampler : ISampler, ITrainable;
