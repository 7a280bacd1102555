using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>σ²·(score of the noised law − score of the noised particles): what the law's denoiser says minus what the particles' own says.</summary>
/// <remarks>
/// The direction is D_p(z; σ) − D_q(z; σ): by Tweedie's formula the position cancels. It vanishes where both sets are one and changes its sign, exactly,
/// where they are exchanged. Source: Weber, 2023, arXiv:2304.12906.
/// </remarks>
/// <param name="attraction">The law p.</param>
/// <param name="leaveOutOwn">Whether a particle leaves itself out of the denoiser of the particles. Default false: its own origin is the true one of its noise.</param>
public sealed class ScoreDifference(Attraction attraction, bool leaveOutOwn = false) : IParticleRule
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
        particles.Average(moment.Noisy, moment.Particles, moment.Particles, moment.Level, own, leaveOutOwn);
        double squared = 0;
        for (int index = 0; index < direction.Values.Length; index++)
        {
            direction.Values[index] -= own.Values[index];
            squared += (double)direction.Values[index] * direction.Values[index];
        }

        // σ²|Δ score|² per coordinate, the unit of generators too, and E|Δ score|², the Fisher divergence.
        double variance = moment.Level * moment.Level;
        step.Record("score-gap", squared / (direction.Values.Length * variance));
        step.Record("fisher", squared / (direction.Count * variance * variance));
        float[] sorted = step.Reuse("sorted", () => new float[direction.Count]);
        step.Record("particle-ess", Median(particles.EffectiveSize, sorted));
        if (attraction is RowAttraction rows)
        {
            step.Record("row-ess", Median(rows.Kernel.EffectiveSize, sorted));
            step.Record("single-row-share", ShareOfSingleRows(rows.Kernel, direction.Count));
        }
    }

    /// <summary>Share of the positions where one row has more than 95 % of the weight: a warning that particles copy rows.</summary>
    private static double ShareOfSingleRows(KernelDenoiser kernel, int count)
    {
        int single = 0;
        for (int row = 0; row < count; row++)
        {
            single += kernel.LargestWeight(row) > 0.95f ? 1 : 0;
        }

        return (double)single / count;
    }

    private static double Median(ReadOnlySpan<float> values, float[] sorted)
    {
        values.CopyTo(sorted);
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
