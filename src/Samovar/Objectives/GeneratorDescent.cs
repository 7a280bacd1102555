using Samovar.Compute;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>The step that reverse diffusive KL and score-difference flow share: only where the two scores come from differs.</summary>
/// <remarks>
/// Steps of what is learned about the scores on fresh draws, then one generator step along w(s)·(score of the noised draws − wanted score), both taken as
/// constants.
/// </remarks>
/// <param name="options">Settings.</param>
/// <param name="gap">The two scores.</param>
internal sealed class GeneratorDescent(GeneratorDescentOptions options, IScoreGap gap)
{
    /// <summary>Share of the schedule over which the range of noise scales grows.</summary>
    private const double Widening = 0.1;

    /// <summary>Advances training by one step.</summary>
    public void Step(IReparameterizedSampler sampler, TrainingStep step)
    {
        sampler.Follow(step.Progress);
        bool warmUp = step.Index < options.ScoreWarmUp;
        int updates = options.ScoreSteps * (warmUp ? 5 : 1);
        double loss = 0;
        for (int update = 0; update < updates; update++)
        {
            loss += TrainScore(sampler, update, step) / updates;
        }

        if (!warmUp && !Waits(loss, step))
        {
            TrainGenerator(sampler, step);
        }
    }

    private bool Waits(double loss, TrainingStep step)
    {
        if (options.WaitAbove is not { } most)
        {
            return false;
        }

        bool behind = step.Keep("usual-score-loss", _ => new UsualLoss()).IsExceeded(loss, most);
        step.Record("waiting", behind ? 1 : 0);
        return behind;
    }

    private double TrainScore(IReparameterizedSampler sampler, int update, TrainingStep step)
    {
        Buffers batch = step.Reuse("score buffers", () => new Buffers(options.ScoreBatchSize, sampler.Dimension));
        Noise(sampler, batch, step);
        return gap.Learn(batch.Points, batch.Noisy, batch.Scale, update == 0, step);
    }

    private void TrainGenerator(IReparameterizedSampler sampler, TrainingStep step)
    {
        Buffers batch = step.Reuse("generator buffers", () => new Buffers(options.BatchSize, sampler.Dimension));
        Noise(sampler, batch, step);
        gap.Estimate(batch.Noisy, batch.Scale, batch.ModelScore, batch.TargetScore, step);
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
    private void Noise(IReparameterizedSampler sampler, Buffers batch, TrainingStep step)
    {
        step.Random.FillNormal(batch.Latent.Values);
        step.Random.FillNormal(batch.Noise.Values);
        sampler.Project(batch.Latent);
        sampler.Project(batch.Noise);
        DrawLevels(batch.Scale.Values, step);
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

    private void DrawLevels(Span<float> scales, TrainingStep step)
    {
        options.Levels.Draw(scales, step.Random);
        double share = options.FirstLevels + ((1 - options.FirstLevels) * step.Progress / Widening);
        if (share < 1)
        {
            double largest = options.Levels.Largest;
            foreach (ref float scale in scales)
            {
                scale = (float)(largest * Math.Pow(scale / largest, share));
            }
        }
    }

    /// <summary>w(s) (s_φ − ŝ_p), and the mean of |s (s_φ − ŝ_p)|² per coordinate.</summary>
    private double WeighDifference(Buffers batch, double progress)
    {
        double squares = 0;
        for (int row = 0; row < batch.Points.Count; row++)
        {
            double scale = batch.Scale[row, 0];
            double weight = options.Weight.At(scale, progress);
            double stepWeight = options.StepWeight.At(scale, progress);
            for (int column = 0; column < batch.Points.Dimension; column++)
            {
                double difference = (double)batch.ModelScore[row, column] - batch.TargetScore[row, column];
                squares += scale * scale * difference * difference;
                batch.Difference[row, column] = (float)(weight * difference);
                batch.StepDifference[row, column] = (float)(stepWeight * difference);
            }
        }

        return squares / (batch.Points.Count * batch.Points.Dimension);
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
