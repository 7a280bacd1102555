using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of the reverse diffusive KL objective.</summary>
public sealed record ReverseDiffusiveKlOptions : GeneratorDescentOptions
{
    /// <summary>Makes the network for the score of the draws.</summary>
    public required Func<RandomStream, IScoreNetwork> ScoreNetwork { get; init; }

    /// <summary>Estimates the score of the noised target.</summary>
    public required IPosteriorScore Posterior { get; init; }

    /// <summary>Where the score of the noised target is learned from chains instead; null (default) for nowhere.</summary>
    public TaughtScoreOptions? Taught { get; init; }
}

/// <summary>Reverse KL at every noise level: Σ w(s) KL(q * N(0, s²) ‖ p * N(0, s²)).</summary>
/// <remarks>
/// One step: denoising steps of the score network on fresh draws, then one generator step along w(s)·(score of the noised draws − score of the noised
/// target), both taken as constants. Symbols: g is <see cref="IReparameterizedSampler.Generate"/>, s_φ the score network, ŝ_p the posterior estimate.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class ReverseDiffusiveKl(ReverseDiffusiveKlOptions options) : IObjective<IReparameterizedSampler>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "he2025dikl", "Training Neural Samplers with Reverse Diffusive KL Divergence",
        "He, Jiajun and Chen, Wenlin and Zhang, Mingtian and Barber, David and Hernández-Lobato, José Miguel", 2025, "arXiv:2410.12456");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(IReparameterizedSampler sampler, ITarget target, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(step);
        void Posterior(Batch noisy, Batch scale, Batch score) => options.Posterior.EstimateScore(target, noisy, scale, score, step);
        void Taught(Batch noisy, Batch scale, Batch score) =>
            new TaughtScore(options.Taught, options.ScoreOptimizer, options.ScoreBatchSize, Posterior).Estimate(target, noisy, scale, score, step);
        new GeneratorDescent(options, new TwoScores(options.ScoreNetwork, options.ScoreOptimizer, options.Taught is null ? Posterior : Taught)).Step(sampler, step);
    }
}
