using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Contracts;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Objectives;

/// <summary>The gradient of the generator x = 2 z, whose law is N(0, 4), with the exact score of the noised law.</summary>
public sealed class ReverseDiffusiveKlTests
{
    private const double Scale = 2;
    private const double Noise = 1.5;
    private const int Steps = 150;

    /// <summary>Nothing to learn: every gradient is 0 in the mean. False-alarm rate 1e-6.</summary>
    [Fact]
    public void The_gradient_vanishes_where_the_generator_is_already_right()
    {
        (double[] mean, double[] error) = Gradients(Shifted(0));

        Assert.InRange(Deviation(mean, error, [.. mean.Select(_ => 0.0)]), 0, TargetLaws.Deviations(1e-6, mean.Length));
    }

    /// <summary>
    /// The target N(m, 4): s_q − s_p = −m / (4 + s²) everywhere, so the gradient by the output bias is 2 w(s) times that, and a step along −gradient
    /// moves the draws towards m. False-alarm rate 1e-6.
    /// </summary>
    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(1.5, 0.8)]
    [InlineData(1.5, -0.5)]
    public void Away_from_it_the_gradient_is_that_of_the_closed_form(double power, double shift)
    {
        (double[] mean, double[] error) = Gradients(Shifted(shift), power);
        double expected = -Scale * Math.Pow(Noise, power) * shift / ((Scale * Scale) + (Noise * Noise));

        Assert.InRange(Deviation(mean[..2], error[..2], [expected, expected]), 0, TargetLaws.Deviations(1e-6, 2));
        Assert.True(Deviation(mean[..2], error[..2], [0, 0]) > TargetLaws.Deviations(1e-6, 2));
    }

    /// <summary>A posterior estimate with the wrong sign of the displacement would pull elsewhere.</summary>
    [Fact]
    public void The_test_catches_an_estimate_that_is_five_percent_too_long()
    {
        (double[] mean, double[] error) = Gradients(Shifted(0.8), 0, new TooLong());
        double expected = -Scale * 0.8 / ((Scale * Scale) + (Noise * Noise));

        Assert.True(Deviation(mean[..2], error[..2], [expected, expected]) > TargetLaws.Deviations(1e-6, 2));
    }

    /// <summary>Tolerances: 0.1 for means and 0.15 for covariances, in units of the target's variances; the untrained generator is outside.</summary>
    [Fact]
    public void A_few_hundred_steps_learn_a_correlated_gaussian()
    {
        Gaussian target = new(new GaussianOptions { Correlation = 0.6 });
        MlpOptions network = new() { Width = 32, HiddenLayers = 2 };
        OneStepGenerator generator = new(2, new GeneratorOptions { Network = network, AverageDecay = 0.95 }, RandomStream.FromSeed(1));
        ReverseDiffusiveKl objective = new(new ReverseDiffusiveKlOptions
        {
            BatchSize = 128,
            ScoreBatchSize = 128,
            Levels = new NoiseLevels.LogUniform(0.3, 2),
            Weight = new LevelWeight.Power(1.5, 1),
            GeneratorOptimizer = new AdamOptions { LearningRate = 5e-3 },
            ScoreOptimizer = new AdamOptions { LearningRate = 5e-3 },
            ScoreNetwork = random => new ScoreNetwork(2, new ScoreNetworkOptions { Network = network }, random),
            Posterior = new ImportanceSampledScore(new ImportanceSamplingOptions()),
        });
        ObjectiveSession<OneStepGenerator> session = new(generator, objective, target, 2, 400);
        Assert.False(Close(generator));

        for (int step = 0; step < 400; step++)
        {
            Assert.Null(session.Advance());
        }

        Assert.True(Close(generator), string.Join(", ", Moments(generator)));

        bool Close(OneStepGenerator sampler)
        {
            double[] moments = Moments(sampler);
            return Math.Abs(moments[0] - 1) < 0.1 && Math.Abs(moments[1] - 1) < 0.1 && Math.Abs(moments[2] - 1) < 0.15 && Math.Abs(moments[3] - 1) < 0.15
                && Math.Abs(moments[4] - 0.6) < 0.15;
        }

        double[] Moments(OneStepGenerator sampler)
        {
            Batch draws = sampler.Draw(target, 20_000, RandomStream.FromSeed(3)).Points;
            double Mean(Func<int, double> of) => Enumerable.Range(0, draws.Count).Average(of);
            (double first, double second) = (Mean(row => draws[row, 0]), Mean(row => draws[row, 1]));
            return
            [
                first, second, Mean(row => Math.Pow(draws[row, 0] - first, 2)), Mean(row => Math.Pow(draws[row, 1] - second, 2)),
                Mean(row => (draws[row, 0] - first) * (draws[row, 1] - second)),
            ];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void Level_weights_are_those_of_their_formulas(double progress)
    {
        Assert.Equal(Math.Pow(3, 2 - (1.5 * progress)), new LevelWeight.Power(2, 0.5).At(3, progress), 12);
        Assert.Equal(Math.Sqrt(10), new LevelWeight.InverseAlpha().At(3, progress), 12);
    }

    private static EnergyTarget Shifted(double mean) => Target.FromEnergy(2, x => (0.5 / (Scale * Scale)) * Sum(Square(x - mean)));

    /// <summary>Mean and standard error over steps of the gradient by the output biases and by a few output weights. Nothing is moved: the learning
    /// rates are too small for that.</summary>
    private static (double[] Mean, double[] Error) Gradients(ITarget target, double power = 1, IPosteriorScore? posterior = null)
    {
        MlpOptions network = new() { Width = 16, HiddenLayers = 1, OutputScale = 1e-20 };
        AdamOptions still = new() { LearningRate = 1e-25, Schedule = LearningRateSchedule.Constant };
        OneStepGenerator generator = new(2, new GeneratorOptions { Network = network, Scale = Scale }, RandomStream.FromSeed(1));
        ReverseDiffusiveKl objective = new(new ReverseDiffusiveKlOptions
        {
            BatchSize = 64,
            ScoreBatchSize = 64,
            ScoreWarmUp = 0,
            ScoreSteps = 1,
            Levels = new NoiseLevels.LogUniform(Noise, Noise),
            Weight = new LevelWeight.Power(power, power),
            GeneratorOptimizer = still,
            ScoreOptimizer = still,
            ScoreNetwork = _ => new ExactScore(network),
            Posterior = posterior ?? Sampled(),
        });
        ObjectiveSession<OneStepGenerator> session = new(generator, objective, target, 2, Steps);
        Parameter bias = generator.Parameters.Single(parameter => parameter.Name == "bias1");
        Parameter weight = generator.Parameters.Single(parameter => parameter.Name == "weight1");
        List<double[]> gradients = [];
        for (int step = 0; step < Steps; step++)
        {
            Assert.Null(session.Advance());
            gradients.Add([bias.GradientRow(0)[0], bias.GradientRow(0)[1], .. Enumerable.Range(0, 6).Select(row => (double)weight.GradientRow(row)[row % 2])]);
        }

        double[] mean = [.. Enumerable.Range(0, 8).Select(index => gradients.Average(gradient => gradient[index]))];
        return (mean, [.. mean.Select((value, index) => Math.Sqrt(gradients.Average(gradient => Math.Pow(gradient[index] - value, 2)) / (Steps - 1)))]);
    }

    private static ImportanceSampledScore Sampled() => new(new ImportanceSamplingOptions { Draws = 512 });

    private static double Deviation(double[] mean, double[] error, double[] expected) =>
        Enumerable.Range(0, mean.Length).Max(index => Math.Abs(mean[index] - expected[index]) / error[index]);

    /// <summary>A score network without output, whose moments are those of the generator's law.</summary>
    private sealed class ExactScore : TracedScoreNetwork
    {
        private readonly ScoreNetwork inner;

        public ExactScore(MlpOptions network)
        {
            inner = new ScoreNetwork(2, new ScoreNetworkOptions { Network = network }, RandomStream.FromSeed(1));
            CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
            inner.Save(section);
            section.Section("moments").Write("mean", [0f, 0f], 1);
            section.Section("moments").Write("variance", [(float)(Scale * Scale), (float)(Scale * Scale)], 1);
            inner.Load(section);
        }

        public override IReadOnlyList<Parameter> Parameters => inner.Parameters;

        public override Traced Score(Traced noisy, Traced scale) => inner.Score(noisy, scale);

        public override Traced Loss(Traced points, Traced noisy, Traced scale) => inner.Loss(points, noisy, scale);

        public override void Observe(Batch points, int step)
        {
        }

        public override void Save(CheckpointSection section) => inner.Save(section);

        public override void Load(CheckpointSection section) => inner.Load(section);
    }

    private sealed class TooLong : IPosteriorScore
    {
        private readonly ImportanceSampledScore inner = Sampled();

        public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step)
        {
            inner.EstimateScore(target, noisy, scale, score, step);
            foreach (ref float value in score.Values)
            {
                value *= 1.05f;
            }
        }
    }
}
