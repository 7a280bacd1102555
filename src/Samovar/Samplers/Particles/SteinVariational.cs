using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Samplers.Particles;

/// <summary>Stein variational gradient descent: the kernel mean of the target's score, and away from other particles. Needs an energy.</summary>
/// <remarks>
/// φ(z) = E_q[K(z, y)∇log p(y) + ∇_y K(z, y)] with a Gaussian kernel of width σ, times σ² so that a step has the units of the points. Source: Liu and
/// Wang, 2016, arXiv:1608.04471.
/// </remarks>
/// <param name="target">The density; evaluations are counted.</param>
public sealed class SteinVariational(ITarget target) : IParticleRule
{
    private readonly KernelDenoiser kernel = new();

    /// <inheritdoc/>
    public void Direct(ParticleMoment moment, Batch direction, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(step);
        (int count, int dimension) = (direction.Count, direction.Dimension);
        Batch score = step.Reuse("scores", () => new Batch(count, dimension));
        Batch values = step.Reuse("values", () => new Batch(count, 2 * dimension));
        Batch means = step.Reuse("means", () => new Batch(count, 2 * dimension));
        target.LogDensityAndScore(moment.Particles, step.Reuse("energies", () => new double[count]), score);
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                values[row, column] = moment.Particles[row, column];
                values[row, dimension + column] = score[row, column];
            }
        }

        kernel.Average(moment.Noisy, moment.Particles, values, moment.Level, means);
        double square = moment.Level * moment.Level;
        for (int row = 0; row < count; row++)
        {
            double mass = Math.Exp(kernel.LogMass[row]);
            for (int column = 0; column < dimension; column++)
            {
                double apart = moment.Noisy[row, column] - means[row, column];
                direction[row, column] = (float)(mass * ((square * means[row, dimension + column]) + apart));
            }
        }
    }
}
