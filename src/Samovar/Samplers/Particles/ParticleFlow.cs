using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>Particles that move along a rule towards rows, while the noise falls. It learns nothing: more draws are more swarms.</summary>
/// <remarks>Source: Weber, 2023, arXiv:2304.12906. For energies: <see cref="EnergyFlow"/>.</remarks>
public sealed class ParticleFlow : IFreeSampler, ICheckpointed
{
    private readonly Swarm swarm;
    private readonly Func<IParticleRule> makeRule;

    /// <summary>Places the first swarm.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Settings.</param>
    /// <param name="rule">Makes the rule of a swarm.</param>
    /// <param name="random">Source of the start; advanced.</param>
    public ParticleFlow(int dimension, ParticleFlowOptions options, Func<IParticleRule> rule, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(rule);
        makeRule = rule;
        swarm = new Swarm(dimension, options, random);
    }

    /// <inheritdoc/>
    public int Dimension => swarm.Dimension;

    /// <summary>Nothing: particles are moved, not trained.</summary>
    public IReadOnlyList<Parameter> Parameters => [];

    /// <summary>[particles, d] the first swarm.</summary>
    public Batch Swarm => swarm.First;

    /// <summary>Moves the first swarm by one step.</summary>
    /// <param name="step">Which step, with its randomness and records.</param>
    public void Advance(IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        swarm.Advance(step.Reuse("rule", makeRule), step);
    }

    /// <inheritdoc/>
    public Draws Draw(int count, RandomStream random) => new(swarm.Draw(count, makeRule, random), EvaluationCost.None);

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => swarm.Save(section);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => swarm.Load(section);
}
