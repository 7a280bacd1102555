using Samovar.Samplers.Particles;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Moves a swarm of particles along its rule towards an energy; nothing is learned.</summary>
public sealed class EnergyTransport : IObjective<EnergyFlow>
{
    /// <inheritdoc/>
    public Citation Source => ParticleTransport.Paper;

    /// <inheritdoc/>
    public void Step(EnergyFlow sampler, ITarget target, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        sampler.Advance(target, step);
    }
}
