using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>Where particles stand at one moment of a flow.</summary>
/// <param name="Particles">[M, d] the particles y.</param>
/// <param name="Noisy">[M, d] where the direction is wanted: z = y + σε, or y itself.</param>
/// <param name="Level">σ, positive.</param>
public sealed record ParticleMoment(Batch Particles, Batch Noisy, double Level)
{
    /// <summary>η, the share of the direction that the flow goes, positive: what a rule has to know whose direction holds noise. Default 1.</summary>
    public double StepSize { get; init; } = 1;
}

/// <summary>The direction in which particles move.</summary>
public interface IParticleRule
{
    /// <summary>The direction of each particle, of which the flow goes a step η.</summary>
    /// <param name="moment">Where the particles stand.</param>
    /// <param name="direction">[M, d] overwritten; in the units of the points.</param>
    /// <param name="step">Randomness, kept state and records.</param>
    void Direct(ParticleMoment moment, Batch direction, IRunStep step);
}
