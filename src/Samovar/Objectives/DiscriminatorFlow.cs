using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of score-difference flow by a discriminator.</summary>
public sealed record DiscriminatorFlowOptions : GeneratorDescentOptions
{
    /// <summary>Makes the discriminator.</summary>
    public required Func<RandomStream, Discriminator> Discriminator { get; init; }

    /// <summary>What the generator minimises of the logit. Default the logit itself, which is score-difference flow.</summary>
    public GeneratorLoss Loss { get; init; } = GeneratorLoss.Logit;
}

/// <summary>A one-step generator along the gradient of a discriminator's logit: score-difference flow seen as a GAN.</summary>
/// <remarks>
/// The best logit between noised rows and noised draws is ln p(z; σ) − ln q(z; σ), so its gradient is the score difference, without a score of either law. The
/// same step as <see cref="ScoreDifferenceFlow"/>, with one network in place of a kernel and a network. Source: Weber, 2023, arXiv:2304.12906.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class DiscriminatorFlow(DiscriminatorFlowOptions options) : IDataObjective<OneStepGenerator>
{
    /// <inheritdoc/>
    public Citation Source => ParticleTransport.Paper;

    /// <inheritdoc/>
    public void Step(OneStepGenerator sampler, DataSet data, TrainingStep step) =>
        new GeneratorDescent(options, new LogitGap(options, data)).Step(sampler, step);

    /// <summary>−weight · ∇ logit, by a discriminator that is trained on as many noised rows as draws, at the same levels.</summary>
    private sealed class LogitGap(DiscriminatorFlowOptions options, DataSet data) : IScoreGap
    {
        public double Learn(Batch points, Batch noisy, Batch scale, bool first, TrainingStep step)
        {
            Discriminator discriminator = Network(step);
            Pairs pairs = step.Reuse("discriminator pairs", () => new Pairs(points.Count, points.Dimension));
            data.Draw(pairs.Rows, step.Random);
            if (first)
            {
                discriminator.Observe(pairs.Rows, points, step.Index);
            }

            pairs.Fill(noisy, scale, step.Random);
            double loss = step.Minimize(
                "discriminator", discriminator, options.ScoreOptimizer,
                inputs => discriminator.Loss(inputs[0], inputs[1], inputs[2]), pairs.Noisy, pairs.Scale, pairs.Sign);
            step.Record("discriminator-loss", loss);
            return loss;
        }

        public void Estimate(Batch noisy, Batch scale, Batch drawn, Batch wanted, TrainingStep step)
        {
            Batch found = step.Reuse("logits", () => new Batch(noisy.Count, 1 + noisy.Dimension));
            Network(step).Evaluate(noisy, scale, found);
            for (int row = 0; row < noisy.Count; row++)
            {
                double weight = GeneratorLosses.Weight(options.Loss, found[row, 0]);
                for (int column = 0; column < noisy.Dimension; column++)
                {
                    drawn[row, column] = 0;
                    wanted[row, column] = (float)(weight * found[row, column + 1]);
                }
            }
        }

        private Discriminator Network(TrainingStep step) => step.Keep("discriminator", options.Discriminator);
    }

    /// <summary>Noised rows above noised draws, with their signs.</summary>
    private sealed class Pairs
    {
        public Pairs(int count, int dimension)
        {
            Rows = new Batch(count, dimension);
            (Noisy, Scale, Sign) = (new Batch(2 * count, dimension), new Batch(2 * count, 1), new Batch(2 * count, 1));
            for (int row = 0; row < 2 * count; row++)
            {
                Sign[row, 0] = row < count ? 1 : -1;
            }
        }

        public Batch Rows { get; }

        public Batch Noisy { get; }

        public Batch Scale { get; }

        public Batch Sign { get; }

        public void Fill(Batch noisyDraws, Batch scale, RandomStream random)
        {
            random.FillNormal(Noisy.Values[..Rows.Values.Length]);
            for (int row = 0; row < Rows.Count; row++)
            {
                Scale[row, 0] = Scale[Rows.Count + row, 0] = scale[row, 0];
                for (int column = 0; column < Rows.Dimension; column++)
                {
                    Noisy[row, column] = Rows[row, column] + (scale[row, 0] * Noisy[row, column]);
                    Noisy[Rows.Count + row, column] = noisyDraws[row, column];
                }
            }
        }
    }
}
