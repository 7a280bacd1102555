using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of the reverse diffusive KL objective.</summary>
public sealed record ReverseDiffusiveKlOptions
{
    /// <summary>Points per generator step. Range [16, ∞). Default 256.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Points per denoising step of the score network. Range [16, ∞). Default 256.</summary>
    public int ScoreBatchSize { get; init; } = 256;

    /// <summary>Steps at the start that train the score network alone, five times as often. Default 20.</summary>
    public int ScoreWarmUp { get; init; } = 20;

    /// <summary>Denoising steps of the score network per generator step. Range [1, ∞). Default 2.</summary>
    public int ScoreSteps { get; init; } = 2;

    /// <summary>Law of the noise scale.</summary>
    public NoiseLevels Levels { get; init; } = new NoiseLevels.LogUniform(0.1, 5);

    /// <summary>Weight of each noise level. Default sᵖ with p from 1.5 to 0.75.</summary>
    public LevelWeight Weight { get; init; } = new LevelWeight.Power(1.5, 0.75);

    /// <summary>Weight of each noise level for the places of a generator's steps. Default s².</summary>
    /// <remarks>Only high noise tells how much mass belongs on either side of a step.</remarks>
    public LevelWeight StepWeight { get; init; } = new LevelWeight.Power(2, 2);

    /// <summary>Longest weighted difference of scores of one draw; longer ones are shortened, and their share is recorded. Null (default) for no limit.</summary>
    public double? LongestForce
    {
        get;
        init => field = Require.That(value, value is null or > 0, "The longest force is positive, or null for no limit.");
    }

    /// <summary>Optimizer of the generator.</summary>
    public AdamOptions GeneratorOptimizer { get; init; } = new();

    /// <summary>Optimizer of the score network.</summary>
    public AdamOptions ScoreOptimizer { get; init; } = new();

    /// <summary>Makes the score network.</summary>
    public required Func<Compute.Randomness.RandomStream, IScoreNetwork> ScoreNetwork { get; init; }

    /// <summary>Estimates the score of the noised target.</summary>
    public required IPosteriorScore Posterior { get; init; }
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
        sampler.Follow(step.Progress);
        IScoreNetwork score = step.Keep("score", options.ScoreNetwork);
        bool warmUp = step.Index < options.ScoreWarmUp;
        for (int update = 0; update < options.ScoreSteps * (warmUp ? 5 : 1); update++)
        {
            TrainScore(sampler, score, update, step);
        }

        if (!warmUp)
        {
            TrainGenerator(sampler, score, target, step);
        }
    }

    private void TrainScore(IReparameterizedSampler sampler, IScoreNetwork score, int update, TrainingStep step)
    {
        DiklBuffers batch = step.Reuse("score buffers", () => new DiklBuffers(options.ScoreBatchSize, sampler.Dimension));
        Noise(sampler, batch, step);
        if (update == 0)
        {
            score.Observe(batch.Points, step.Index);
        }

        double loss = step.Minimize("score", score, options.ScoreOptimizer, () => score.Differentiate(batch.Points, batch.Noisy, batch.Scale));
        step.Record("score-loss", loss / sampler.Dimension);
    }

    private void TrainGenerator(IReparameterizedSampler sampler, IScoreNetwork score, ITarget target, TrainingStep step)
    {
        DiklBuffers batch = step.Reuse("generator buffers", () => new DiklBuffers(options.BatchSize, sampler.Dimension));
        Noise(sampler, batch, step);
        score.Score(batch.Noisy, batch.Scale, batch.ModelScore);
        options.Posterior.EstimateScore(target, batch.Noisy, batch.Scale, batch.TargetScore, step);
        step.Record("score-gap", WeighDifference(batch, step.Progress));
        if (options.LongestForce is { } longest)
        {
            step.Record("shortened-forces", Shorten(batch.Difference, longest));
        }

        double loss = step.Minimize(
            "generator", sampler, options.GeneratorOptimizer, () => sampler.Differentiate(batch.Latent, batch.Difference, batch.StepDifference));
        if (double.IsFinite(loss))
        {
            sampler.UpdateAverage(step.Index);
        }
    }

    /// <summary>x = g(z), y = x + s·ε.</summary>
    private void Noise(IReparameterizedSampler sampler, DiklBuffers batch, TrainingStep step)
    {
        step.Random.FillNormal(batch.Latent.Values);
        step.Random.FillNormal(batch.Noise.Values);
        sampler.Project(batch.Latent);
        sampler.Project(batch.Noise);
        options.Levels.Draw(batch.Scale.Values, step.Random);
        sampler.Generate(batch.Latent, batch.Points);
        for (int row = 0; row < batch.Points.Count; row++)
        {
            float scale = batch.Scale[row, 0];
            Span<float> noisy = batch.Noisy.Row(row);
            for (int column = 0; column < noisy.Length; column++)
            {
                noisy[column] = batch.Points[row, column] + (scale * batch.Noise[row, column]);
            }
        }
    }

    /// <summary>w(s) (s_φ − ŝ_p), and the mean of |s (s_φ − ŝ_p)|² per coordinate.</summary>
    private double WeighDifference(DiklBuffers batch, double progress)
    {
        double gap = 0;
        for (int row = 0; row < batch.Points.Count; row++)
        {
            double scale = batch.Scale[row, 0];
            double weight = options.Weight.At(scale, progress);
            double stepWeight = options.StepWeight.At(scale, progress);
            for (int column = 0; column < batch.Points.Dimension; column++)
            {
                double difference = (double)batch.ModelScore[row, column] - batch.TargetScore[row, column];
                gap += scale * scale * difference * difference;
                batch.Difference[row, column] = (float)(weight * difference);
                batch.StepDifference[row, column] = (float)(stepWeight * difference);
            }
        }

        return gap / (batch.Points.Count * batch.Points.Dimension);
    }

    /// <summary>Shortens the forces on draws that are longer than a limit; returns their share.</summary>
    private static double Shorten(Batch forces, double longest)
    {
        int shortened = 0;
        for (int row = 0; row < forces.Count; row++)
        {
            double squares = 0;
            Span<float> force = forces.Row(row);
            foreach (float part in force)
            {
                squares += (double)part * part;
            }

            if (squares > longest * longest)
            {
                shortened++;
                float factor = (float)(longest / Math.Sqrt(squares));
                foreach (ref float part in force)
                {
                    part *= factor;
                }
            }
        }

        return (double)shortened / forces.Count;
    }

    private sealed class DiklBuffers(int count, int dimension)
    {
        public Batch Latent { get; } = new(count, dimension);

        public Batch Points { get; } = new(count, dimension);

        public Batch Noise { get; } = new(count, dimension);

        public Batch Scale { get; } = new(count, 1);

        public Batch Noisy { get; } = new(count, dimension);

        public Batch ModelScore { get; } = new(count, dimension);

        public Batch TargetScore { get; } = new(count, dimension);

        public Batch Difference { get; } = new(count, dimension);

        public Batch StepDifference { get; } = new(count, dimension);
    }
}
