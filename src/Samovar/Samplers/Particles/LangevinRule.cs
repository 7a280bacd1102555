using Samovar.Compute;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Samplers.Particles;

/// <summary>Unadjusted Langevin moves with step h = ησ²: h along the score, with noise of the variance 2h that keeps the density. Needs an energy.</summary>
/// <remarks>The noise is part of the direction, of which the flow goes the share η, so in it the variance is 2σ²/η. This rule wants no noise of the flow.</remarks>
/// <param name="target">The density; evaluations are counted.</param>
public sealed class LangevinRule(ITarget target) : IParticleRule
{
    /// <inheritdoc/>
    public void Direct(ParticleMoment moment, Batch direction, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(step);
        Batch noise = step.Reuse("noise", () => new Batch(direction.Count, direction.Dimension));
        step.Random.FillNormal(noise.Values);
        target.LogDensityAndScore(moment.Noisy, step.Reuse("energies", () => new double[direction.Count]), direction);
        double square = moment.Level * moment.Level;
        float root = (float)Math.Sqrt(2 * square / moment.StepSize);
        for (int index = 0; index < direction.Values.Length; index++)
        {
            direction.Values[index] = (float)(square * direction.Values[index]) + (root * noise.Values[index]);
        }
    }
}
