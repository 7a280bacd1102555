using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>Down the squared maximum mean discrepancy of a Gaussian kernel: pulls are weighed by the kernel mass, so that they die away far from the rows.</summary>
/// <remarks>
/// The direction is E_p[K(z, x)(x − z)] − E_q[K(z, y)(y − z)], σ² times the gradient of the witness. Source: Arbel et al., 2019, arXiv:1906.04370.
/// </remarks>
/// <param name="attraction">The rows p.</param>
public sealed class MmdFlow(RowAttraction attraction) : IParticleRule
{
    private readonly KernelDenoiser particles = new();

    /// <inheritdoc/>
    public void Direct(ParticleMoment moment, Batch direction, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(step);
        Batch own = step.Reuse("own", () => new Batch(direction.Count, direction.Dimension));
        attraction.Denoise(moment.Noisy, moment.Level, direction, step);
        particles.Denoise(moment.Noisy, moment.Particles, moment.Level, own);
        for (int row = 0; row < direction.Count; row++)
        {
            float pull = MathF.Exp(attraction.Kernel.LogMass[row]);
            float push = MathF.Exp(particles.LogMass[row]);
            for (int column = 0; column < direction.Dimension; column++)
            {
                float place = moment.Noisy[row, column];
                direction[row, column] = (pull * (direction[row, column] - place)) - (push * (own[row, column] - place));
            }
        }
    }
}
