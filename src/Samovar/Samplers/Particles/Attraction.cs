using Samovar.Compute;
using Samovar.Data;
using Samovar.Diffusions;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Samplers.Particles;

/// <summary>Where particles are drawn to: a law p, seen through its denoiser E[x | x + σε = z], of rows or of an energy alike.</summary>
/// <remarks>By Tweedie's formula the denoised point is z + σ²·∇log p(z; σ), so whatever gives one gives the other.</remarks>
public abstract class Attraction
{
    /// <summary>Denoises positions.</summary>
    /// <param name="noisy">[M, d] positions z.</param>
    /// <param name="level">σ, positive.</param>
    /// <param name="denoised">[M, d] overwritten.</param>
    /// <param name="step">Randomness, kept state and records.</param>
    public abstract void Denoise(Batch noisy, double level, Batch denoised, IRunStep step);
}

/// <summary>Rows of a data set, by the kernel denoiser over a minibatch that is drawn anew at each step.</summary>
/// <param name="data">The rows.</param>
/// <param name="rows">Rows of a minibatch, at least 1. A table with no more training rows is taken as a whole.</param>
public sealed class RowAttraction(DataSet data, int rows) : Attraction
{
    private readonly bool whole = !data.IsEndless && data.Training.Count <= rows;
    private readonly Batch batch = new(Require.That(rows, rows >= 1, "A minibatch has at least one row."), data.Dimension);

    /// <summary>The denoiser, with masses and effective sizes of the last call.</summary>
    public KernelDenoiser Kernel { get; } = new();

    /// <inheritdoc/>
    public override void Denoise(Batch noisy, double level, Batch denoised, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (!whole)
        {
            data.Draw(batch, step.Random);
        }

        Kernel.Denoise(noisy, whole ? data.Training : batch, level, denoised);
    }
}

/// <summary>An energy, by an estimate of the score of its noised density.</summary>
/// <param name="target">The density; evaluations are counted.</param>
/// <param name="score">The estimate, as it also serves reverse diffusive KL.</param>
public sealed class EnergyAttraction(ITarget target, IPosteriorScore score) : Attraction
{
    /// <inheritdoc/>
    public override void Denoise(Batch noisy, double level, Batch denoised, IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(denoised);
        ArgumentNullException.ThrowIfNull(step);
        Batch scale = step.Reuse("levels", () => new Batch(noisy.Count, 1));
        scale.Values.Fill((float)level);
        score.EstimateScore(target, noisy, scale, denoised, step);
        for (int index = 0; index < denoised.Values.Length; index++)
        {
            denoised.Values[index] = noisy.Values[index] + (float)(level * level * denoised.Values[index]);
        }
    }
}
