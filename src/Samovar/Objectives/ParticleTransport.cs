using Samovar.Data;
using Samovar.Samplers.Particles;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Moves a swarm of particles along its rule; nothing is learned.</summary>
public sealed class ParticleTransport : IDataObjective<ParticleFlow>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "weber2023score", "The Score-Difference Flow for Implicit Generative Modeling", "Weber, Romann M.", 2023, "arXiv:2304.12906");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(ParticleFlow sampler, DataSet data, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        sampler.Advance(step);
    }
}
