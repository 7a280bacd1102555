using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Diffusions;
using Samovar.Metrics.HeldOut;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Networks;

/// <summary>A GAN seen as score-difference flow: the best logit is ln p(z; σ) − ln q(z; σ).</summary>
public sealed class DiscriminatorTests
{
    private const double Level = 0.5;

    /// <summary>p = N(1, 0.25), q = N(−0.5, 4) in one coordinate, σ = 0.5.</summary>
    private static readonly (double Mean, double Variance) P = (1, 0.25);
    private static readonly (double Mean, double Variance) Q = (-0.5, 4);

    [Fact]
    public void Of_two_gaussians_the_gradient_of_the_logit_is_the_score_difference()
    {
        Assert.InRange(WorstError(Observed(P, Q)), 0, 1e-4);
    }

    [Fact]
    public void With_rows_and_draws_exchanged_it_is_not()
    {
        Assert.InRange(WorstError(Observed(Q, P)), 1, 100);
    }

    /// <summary>A mixture against a Gaussian: relative squared error of ∇ logit, weighed by the draws. It is 1 for a gradient of 0.</summary>
    [Fact]
    public void A_trained_logit_has_the_score_difference_of_a_mixture_as_its_gradient()
    {
        Discriminator discriminator = new(1, new ScoreNetworkOptions { Network = new MlpOptions { Width = 32, HiddenLayers = 2 } }, RandomStream.FromSeed(1));
        double before = MixtureError(discriminator, broken: false);
        Train(discriminator);

        Assert.InRange(before, 0.3, 10);
        Assert.InRange(MixtureError(discriminator, broken: false), 0, 0.03);
        // The twin forgets that the rows are noised, too.
        Assert.InRange(MixtureError(discriminator, broken: true), 0.15, 100);
    }

    /// <summary>−∂L/∂x of every loss, by finite differences, is its weight times the score difference.</summary>
    [Theory]
    [InlineData(GeneratorLoss.Logit)]
    [InlineData(GeneratorLoss.NonSaturating)]
    [InlineData(GeneratorLoss.Saturating)]
    [InlineData(GeneratorLoss.LeastSquares)]
    public void Every_loss_of_a_generator_moves_draws_along_the_score_difference(GeneratorLoss loss)
    {
        const double Step = 1e-5;
        for (double x = -3; x <= 3; x += 0.25)
        {
            double force = -(GeneratorLosses.Of(loss, Logit(x + Step)) - GeneratorLosses.Of(loss, Logit(x - Step))) / (2 * Step);

            Assert.Equal(GeneratorLosses.Weight(loss, Logit(x)) * Difference(x), force, 1e-6 * (1 + Math.Abs(force)));
        }

        // At a place where rows and draws are equally likely, D = ½.
        Assert.Equal(loss switch { GeneratorLoss.Logit => 1, GeneratorLoss.LeastSquares => 0.125, _ => 0.5 }, GeneratorLosses.Weight(loss, 0), 1e-12);
    }

    /// <summary>At the start the distance is 1.1 or more. A generator that is driven the other way never comes below.</summary>
    [Theory]
    [InlineData(GeneratorLoss.Logit)]
    [InlineData(GeneratorLoss.NonSaturating)]
    public void A_generator_learns_the_law_of_its_rows(GeneratorLoss loss)
    {
        DataSet data = DataSet.Of(new EightGaussians());
        DataSession<OneStepGenerator> session = Session(data, loss);
        SmallSessions.Advance(session, 300);
        Batch draws = ((IFreeSampler)session.Sampler).Draw(2_000, RandomStream.FromSeed(3)).Points;
        Measurement measured = new HeldOutSlicedWasserstein2().Measure(draws, data, RandomStream.FromSeed(4));

        Assert.InRange(Assert.IsType<Measurement.Measured>(measured).Value, 0, 0.85);
    }

    [Fact]
    public void A_resumed_session_equals_one_that_never_stopped()
    {
        DataSet data = DataSet.Of(new EightGaussians());
        DataSession<OneStepGenerator> whole = Session(data, GeneratorLoss.Logit);
        SmallSessions.Advance(whole, 12);
        DataSession<OneStepGenerator> first = Session(data, GeneratorLoss.Logit);
        SmallSessions.Advance(first, 5);
        DataSession<OneStepGenerator> second = Session(data, GeneratorLoss.Logit);
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 12);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    private static DataSession<OneStepGenerator> Session(DataSet data, GeneratorLoss loss)
    {
        MlpOptions network = new() { Width = 32, HiddenLayers = 2, Activation = Activation.LeakyRelu };
        DiscriminatorFlow objective = new(new DiscriminatorFlowOptions
        {
            BatchSize = 128,
            ScoreBatchSize = 128,
            ScoreWarmUp = 3,
            Levels = new NoiseLevels.LogUniform(0.1, 4),
            Weight = new LevelWeight.Power(2, 1.5),
            Loss = loss,
            Discriminator = random => new Discriminator(2, new ScoreNetworkOptions { Network = network with { Activation = Activation.Silu } }, random),
        });
        OneStepGenerator generator = new(2, new GeneratorOptions { Network = network, AverageDecay = 0.9 }, RandomStream.FromSeed(7).Named("weights"));
        return new DataSession<OneStepGenerator>(generator, objective, data, 7, 300);
    }

    /// <summary>A network that adds nothing to the Gaussians, which have exactly the moments wanted.</summary>
    private static Discriminator Observed((double Mean, double Variance) rows, (double Mean, double Variance) draws)
    {
        Discriminator discriminator = new(1, new ScoreNetworkOptions { Network = new MlpOptions { Width = 8, OutputScale = 1e-8 } }, RandomStream.FromSeed(1));
        discriminator.Observe(Pair(rows), Pair(draws), 0);
        return discriminator;
    }

    private static Batch Pair((double Mean, double Variance) law)
    {
        Batch pair = new(2, 1);
        (pair[0, 0], pair[1, 0]) = ((float)(law.Mean - Math.Sqrt(law.Variance)), (float)(law.Mean + Math.Sqrt(law.Variance)));
        return pair;
    }

    private static double WorstError(Discriminator discriminator)
    {
        Batch places = new(64, 1);
        Batch scale = new(64, 1);
        scale.Values.Fill((float)Level);
        for (int row = 0; row < places.Count; row++)
        {
            places[row, 0] = -4 + (row / 8f);
        }

        Batch found = new(64, 2);
        discriminator.Evaluate(places, scale, found);
        return Enumerable.Range(0, 64).Max(row => Math.Abs(found[row, 1] - Difference(places[row, 0])));
    }

    private static double Logit(double z) => LogGaussian(z, P) - LogGaussian(z, Q);

    private static double Difference(double z) => Score(z, P) - Score(z, Q);

    private static double Score(double z, (double Mean, double Variance) law) => (law.Mean - z) / (law.Variance + (Level * Level));

    private static double LogGaussian(double z, (double Mean, double Variance) law)
    {
        double total = law.Variance + (Level * Level);
        return (-0.5 * (z - law.Mean) * (z - law.Mean) / total) - (0.5 * Math.Log(total));
    }

    /// <summary>Rows of ½ N(−1.5, 0.09) + ½ N(1.5, 0.09), draws of N(0, 1).</summary>
    private static void Train(Discriminator discriminator)
    {
        const int Count = 512;
        AdamOptions options = new() { LearningRate = 3e-3, Schedule = LearningRateSchedule.Cosine };
        CompiledGradient loss = new(discriminator, 2 * Count, [1, 1, 1], inputs => discriminator.Loss(inputs[0], inputs[1], inputs[2]));
        Adam adam = new(discriminator.Parameters);
        (Batch noisy, Batch scale, Batch sign) = (new Batch(2 * Count, 1), new Batch(2 * Count, 1), new Batch(2 * Count, 1));
        (Batch rows, Batch draws) = (new Batch(Count, 1), new Batch(Count, 1));
        scale.Values.Fill((float)Level);
        RandomStream random = RandomStream.FromSeed(2);
        for (int step = 0; step < 1_500; step++)
        {
            for (int row = 0; row < Count; row++)
            {
                rows[row, 0] = (float)((random.NextInt(2) == 0 ? -1.5 : 1.5) + (0.3 * random.NextNormal()));
                draws[row, 0] = (float)random.NextNormal();
                noisy[row, 0] = (float)(rows[row, 0] + (Level * random.NextNormal()));
                noisy[Count + row, 0] = (float)(draws[row, 0] + (Level * random.NextNormal()));
                (sign[row, 0], sign[Count + row, 0]) = (1, -1);
            }

            discriminator.Observe(rows, draws, step);
            loss.Evaluate(noisy, scale, sign);
            adam.Update(options, step / 1_500.0);
        }
    }

    private static double MixtureError(Discriminator discriminator, bool broken)
    {
        Batch places = new(121, 1);
        Batch scale = new(121, 1);
        scale.Values.Fill((float)Level);
        for (int row = 0; row < places.Count; row++)
        {
            places[row, 0] = -3 + (0.05f * row);
        }

        Batch found = new(121, 2);
        discriminator.Evaluate(places, scale, found);
        double error = 0;
        double size = 0;
        for (int row = 0; row < places.Count; row++)
        {
            double z = places[row, 0];
            double total = 0.09 + (broken ? 0 : Level * Level);
            double right = 1 / (1 + Math.Exp(-2 * 1.5 * z / total));
            double exact = ((((2 * right) - 1) * 1.5) - z) / total;
            exact += z / (1 + (Level * Level));
            double weight = Math.Exp(-0.5 * z * z / (1 + (Level * Level)));
            error += weight * (found[row, 1] - exact) * (found[row, 1] - exact);
            size += weight * exact * exact;
        }

        return error / size;
    }
}
