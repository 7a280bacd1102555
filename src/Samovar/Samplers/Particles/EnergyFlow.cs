using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Samplers.Particles;

/// <summary>Particles that move along a rule towards an energy, while the noise falls. It learns nothing: more draws are more swarms, and cost evaluations.</summary>
/// <remarks>
/// The same swarm as <see cref="ParticleFlow"/>: only where the score of the noised law comes from differs, <see cref="EnergyAttraction"/> for
/// <see cref="RowAttraction"/>. Draws have no density, so no weights. Source: Weber, 2023, arXiv:2304.12906.
/// </remarks>
public sealed class EnergyFlow : ITrainableSampler, ICheckpointed
{
    private readonly Swarm swarm;
    private readonly Func<ITarget, IParticleRule> makeRule;

    /// <summary>Places the first swarm.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Settings.</param>
    /// <param name="rule">Makes the rule of a swarm for an energy.</param>
    /// <param name="random">Source of the start; advanced.</param>
    public EnergyFlow(int dimension, ParticleFlowOptions options, Func<ITarget, IParticleRule> rule, RandomStream random)
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
    /// <param name="target">The density; the same at every step.</param>
    /// <param name="step">Which step, with its randomness and records.</param>
    public void Advance(ITarget target, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        swarm.Advance(step.Reuse("rule", () => makeRule(target)), step);
    }

    /// <inheritdoc/>
    public Draws Draw(ITarget target, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        MeteredTarget metered = new(target);
        Batch points = swarm.Draw(count, () => makeRule(metered), random);
        return new Draws(points, metered.Cost);
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => swarm.Save(section);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => swarm.Load(section);
}
