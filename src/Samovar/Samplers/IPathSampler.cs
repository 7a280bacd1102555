using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>A sampler that draws whole trajectories x₀ → … → x_N and knows their densities.</summary>
public interface IPathSampler : ITrainableSampler
{
    /// <summary>The reference of the trajectories.</summary>
    ReferenceProcess Process { get; }

    /// <summary>Draws trajectories with the weights in training, without gradients.</summary>
    /// <param name="target">The density whose score guides the control and whose density weighs the ends.</param>
    /// <param name="paths">Overwritten, log-weights included.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <param name="noise">Factor of the noise, positive: 1 for draws of the sampler, more to explore.</param>
    void Simulate(ITarget target, Paths paths, RandomStream random, double noise);

    /// <summary>Draws trajectories backward from given ends by the reference's bridges, and gives them the controls and weights of the sampler in training.</summary>
    /// <remarks>From exact draws of the target, E[1/weight] = 1/Z for every control. The bridges call no network.</remarks>
    /// <param name="target">The density whose score guides the control and whose density weighs the ends.</param>
    /// <param name="paths">Overwritten, log-weights included.</param>
    /// <param name="ends">[n, d] last states, of any origin.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    void Retrace(ITarget target, Paths paths, Batch ends, RandomStream random);
}
