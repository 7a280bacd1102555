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
}

/// <summary>A sampler with trained parameters.</summary>
public interface ITrainableSampler : ISampler, ITrainable;
