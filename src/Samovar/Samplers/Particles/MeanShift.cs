using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>Towards the denoised point, without repulsion: climbs the kernel density and collapses on its modes. A baseline, not a tool.</summary>
/// <remarks>Source: Comaniciu and Meer, 2002, IEEE Transactions on Pattern Analysis and Machine Intelligence 24.</remarks>
/// <param name="attraction">The law p.</param>
public sealed class MeanShift(Attraction attraction) : IParticleRule
{
    /// <inheritdoc/>
    public void Direct(ParticleMoment moment, Batch direction, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(direction);
        attraction.Denoise(moment.Noisy, moment.Level, direction, step);
        for (int index = 0; index < direction.Values.Length; index++)
        {
            direction.Values[index] -= moment.Noisy.Values[index];
        }
    }
}
