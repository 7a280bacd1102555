using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Objectives;

/// <summary>Diffusion by dynamic programming against the Riccati recursion of linear-Gaussian problems.</summary>
public sealed class DynamicProgrammingTests
{
    private static readonly double[] Stiffness = [4, 1];
    private static readonly double[] Centre = [0.8, -0.5];

    /// <summary>At the best chain the gradient of the improvement loss is zero; away from it, it is that of the closed form.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.3, 0)]
    [InlineData(0, 0.2)]
    [InlineData(-0.2, -0.4)]
    public void The_gradient_of_the_improvement_is_that_of_the_closed_form(double wrongShift, double wrongSpread)
    {
        LinearGaussianControl best = new(Stiffness, Centre, 0.3, [0.5, 0.2, 0.7]);
        LinearPolicy policy = new(best, wrongShift, wrongSpread);
        Batch[] inputs = ExactBatch(best);
        new CompiledLoss(
            "chain", policy, new Adam(policy.Parameters),
            batch => MeanOverPoints(DynamicProgramming.Improvement((x, code) => Value(best, x, code), policy.Mean, policy.LogDeviation, best.Temperature, batch)),
            inputs).Evaluate(inputs);

        for (int step = 0; step < 3; step++)
        {
            double pull = best.Temperature / best.Velocities[step];
            double variance = Math.Exp(2 * (Math.Log(best.Deviations[step]) + wrongSpread));
            double[] total = [.. best.Stiffness[step + 1].Select(k => k + pull)];
            // A third of the rows belongs to each step; the mean is off by the same shift in every row.
            Assert.Equal(((variance * total.Sum()) - (2 * best.Temperature)) / 3, policy.Spreads.GradientRow(0)[step], 1e-5);
            Assert.Equal(total[0] * wrongShift / 3, policy.Shifts.GradientRow(step)[0], 1e-5);
            Assert.Equal(total[1] * wrongShift / 3, policy.Shifts.GradientRow(step)[1], 1e-5);
        }
    }

    /// <summary>Both networks start at random and end at the closed form of the velocities that they found themselves.</summary>
    [Fact]
    public void Training_finds_the_best_chain_and_its_values()
    {
        Trained trained = Train(0.3, 2_500);
        LinearGaussianControl best = new(Stiffness, Centre, 0.3, trained.Velocities);

        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(best.Deviations[step], Math.Exp(trained.Chain.LogDeviation(step)), 0.06 * best.Deviations[step]);
            double[] means = trained.Means(step, [0.3f, -0.8f]);
            for (int i = 0; i < 2; i++)
            {
                double wanted = Centre[i] + (best.Gains[step][i] * (new[] { 0.3, -0.8 }[i] - Centre[i]));
                Assert.Equal(wanted, means[i], 0.1);
            }

            Assert.Equal(best.Value(step, 0.3, -0.8), trained.Value(step, [0.3f, -0.8f]), 0.08);
        }

        // The velocities are those of the best chain: the fixed point of their average.
        double[] wantedVelocities = best.Follow(best.Gains, best.Deviations).Velocities;
        Assert.All(Enumerable.Range(0, 3), step => Assert.Equal(wantedVelocities[step], trained.Velocities[step], 0.12 * wantedVelocities[step]));
        // The same comparison with a twin that is trained for half the temperature fails.
        LinearGaussianControl colder = new(Stiffness, Centre, 0.15, trained.Velocities);
        Assert.True(Math.Abs(colder.Deviations[2] - Math.Exp(trained.Chain.LogDeviation(2))) > 0.06 * colder.Deviations[2]);
    }

    private static Trained Train(double temperature, int steps)
    {
        RandomStream random = RandomStream.FromSeed(3);
        MlpOptions network = new() { Width = 32, HiddenLayers = 2, OutputScale = 0.05 };
        GaussianChain chain = new(2, new GaussianChainOptions { Steps = 3, FirstDeviation = 0.7, LastDeviation = 0.3, Network = network }, random);
        ValueOfKnownEnergy value = new(new ValueNetwork(2, 3, network, random), Energy);
        AdaptiveVelocity velocity = new(chain);
        DynamicProgramming control = new(chain, value, velocity, temperature, new DynamicProgrammingOptions
        {
            BatchSize = 192,
            ChainSteps = 2,
            ChainOptimizer = new AdamOptions { LearningRate = 1e-3, FinalShare = 0.02 },
            ValueOptimizer = new AdamOptions { LearningRate = 3e-3, FinalShare = 0.02 },
        });
        TrainingState state = new(random.Named("kept"));
        for (int index = 0; index < steps; index++)
        {
            TrainingStep step = new(state, index, steps, random.Split(index));
            chain.Simulate(control.States, step.Random);
            control.Step(step);
            Assert.Null(state.Divergence);
        }

        return new Trained(chain, value, [.. Enumerable.Range(0, 3).Select(step => velocity[step])]);
    }

    private static Traced Energy(Traced x) => 0.5 * Sum(x.Row(Stiffness) * Square(x - x.Row(Centre)));

    /// <summary>V of the oracle, picked by code.</summary>
    private static Traced Value(LinearGaussianControl best, Traced x, Traced code)
    {
        double[,] table = new double[best.Stiffness.Length, 2];
        for (int step = 0; step < best.Stiffness.Length; step++)
        {
            (table[step, 0], table[step, 1]) = (best.Stiffness[step][0], best.Stiffness[step][1]);
        }

        return (0.5 * Sum(MatrixProduct(code, x.Matrix(table)) * Square(x - x.Row(best.Centre)))) + Dot(code, x.Row(best.Offsets));
    }

    /// <summary>Every step with the same states, and noise whose mean is 0 and whose squares are 1 exactly: expectations without error.</summary>
    private static Batch[] ExactBatch(LinearGaussianControl best)
    {
        const int Count = 3 * 32;
        Batch points = new(Count, 2), code = new(Count, 4), precision = new(Count, 1), noise = new(Count, 2);
        for (int row = 0; row < Count; row++)
        {
            int step = row % 3;
            int sign = row / 3;
            points[row, 0] = (float)Math.Sin(sign / 4);
            points[row, 1] = (float)Math.Cos(sign / 4);
            (noise[row, 0], noise[row, 1]) = (sign % 2 == 0 ? 1 : -1, sign / 2 % 2 == 0 ? 1 : -1);
            StepCodes.Set(code, row, step + 1);
            precision[row, 0] = (float)(1 / best.Velocities[step]);
        }

        return [points, code, precision, noise];
    }

    private sealed record Trained(GaussianChain Chain, IValueNetwork Network, double[] Velocities)
    {
        public double[] Means(int step, float[] x)
        {
            Batch mean = new(1, 2);
            new CompiledFunction(1, [2, 3], inputs => Chain.Mean(inputs[0], inputs[1])).Evaluate(mean, Point(x), StepCodes.Of(step, 3, 1));
            return [mean[0, 0], mean[0, 1]];
        }

        public double Value(int step, float[] x)
        {
            Batch value = new(1, 1);
            new CompiledFunction(1, [2, 4], inputs => Network.Value(inputs[0], inputs[1])).Evaluate(value, Point(x), StepCodes.Of(step, 4, 1));
            return value[0, 0];
        }

        private static Batch Point(float[] x)
        {
            Batch point = new(1, 2);
            x.CopyTo(point.Values);
            return point;
        }
    }

    /// <summary>The best means and deviations, or ones that are off by a constant, as parameters.</summary>
    private sealed class LinearPolicy : ITrainable
    {
        private readonly Parameter gains = new("gains", 3, 2);

        public LinearPolicy(LinearGaussianControl best, double wrongShift, double wrongSpread)
        {
            for (int step = 0; step < 3; step++)
            {
                for (int i = 0; i < 2; i++)
                {
                    gains.Row(step)[i] = (float)best.Gains[step][i];
                    Shifts.Row(step)[i] = (float)((best.Centre[i] * (1 - best.Gains[step][i])) + wrongShift);
                }

                Spreads.Row(0)[step] = (float)(Math.Log(best.Deviations[step]) + wrongSpread);
            }
        }

        public Parameter Shifts { get; } = new("shifts", 3, 2);

        public Parameter Spreads { get; } = new("spreads", 1, 3);

        public IReadOnlyList<Parameter> Parameters => [gains, Shifts, Spreads];

        public Traced Mean(Traced x, Traced code) => (MatrixProduct(code, x.Use(gains)) * x) + MatrixProduct(code, x.Use(Shifts));

        public Traced LogDeviation(Traced code) => Dot(code, code.Use(Spreads));
    }
}
