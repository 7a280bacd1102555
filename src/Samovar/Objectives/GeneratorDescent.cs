using Samovar.Compute;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Objectives;

/// <summary>The step that reverse diffusive KL and score-difference flow share: only where the wanted score comes from differs, an energy or rows.</summary>
/// <remarks>
/// Denoising steps of the score network on fresh draws, then one generator step along w(s)·(score of the noised draws − wanted score), both taken as
/// constants.
/// </remarks>
/// <param name="options">Settings.</param>
/// <param name="wanted">Writes the score of the noised law: positions [n, d], scales [n, 1] → [n, d].</param>
internal sealed class GeneratorDescent(GeneratorDescentOptions options, Action<Batch, Batch, Batch> wanted)
{
    /// <summary>Advances training by one step.</summary>
    public void Step(OneStepGenerator sampler, TrainingStep step)
    {
        sampler.Follow(step.Progress);
        IScoreNetwork score = step.Keep("score", options.ScoreNetwork);
        bool warmUp = step.Index < options.ScoreWarmUp;
        for (int update = 0; update < options.ScoreSteps * (warmUp ? 5 : 1); update++)
        {
            TrainScore(sampler, score, update, step);
        }

        if (!warmUp)
        {
            TrainGenerator(sampler, score, step);
        }
    }

    private void TrainScore(OneStepGenerator sampler, IScoreNetwork score, int update, TrainingStep step)
    {
        Buffers batch = step.Reuse("score buffers", () => new Buffers(options.ScoreBatchSize, sampler.Dimension));
        Noise(sampler, batch, step);
        if (update == 0)
        {
            score.Observe(batch.Points, step.Index);
        }

        double loss = step.Minimize(
            "score", score, options.ScoreOptimizer,
            inputs => MeanOverPoints(score.Loss(inputs[0], inputs[1], inputs[2])),
            batch.Points, batch.Noisy, batch.Scale);
        step.Record("score-loss", loss / sampler.Dimension);
    }

    private void TrainGenerator(OneStepGenerator sampler, IScoreNetwork score, TrainingStep step)
    {
        Buffers batch = step.Reuse("generator buffers", () => new Buffers(options.BatchSize, sampler.Dimension));
        Noise(sampler, batch, step);
        CompiledFunction modelScore = step.Reuse("model score", () => new CompiledFunction(
            options.BatchSize, [sampler.Dimension, 1], inputs => score.Score(inputs[0], inputs[1])));
        modelScore.Evaluate(batch.ModelScore, batch.Noisy, batch.Scale);
        wanted(batch.Noisy, batch.Scale, batch.TargetScore);
        step.Record("score-gap", WeighDifference(batch, step.Progress));
        double loss = step.Minimize(
            "generator", sampler, options.GeneratorOptimizer,
            inputs => MeanOverPoints(sampler.Work(inputs[0], inputs[1], inputs[2])),
            batch.Latent, batch.Difference, batch.StepDifference);
        if (double.IsFinite(loss))
        {
            sampler.UpdateAverage(step.Index);
        }
    }

    /// <summary>x = g(z), y = x + s·ε.</summary>
    private void Noise(OneStepGenerator sampler, Buffers batch, TrainingStep step)
    {
        step.Random.FillNormal(batch.Latent.Values);
        step.Random.FillNormal(batch.Noise.Values);
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
    private double WeighDifference(Buffers batch, double progress)
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

    private sealed class Buffers(int count, int dimension)
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
