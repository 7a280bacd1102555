using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

public sealed class PathsTests
{
    /// <summary>Σ (ln P_F − ln P_B) = Σ s + ln p_N, on any paths: the weights never evaluate P_B.</summary>
    [Theory]
    [InlineData("brownian")]
    [InlineData("ornstein-uhlenbeck")]
    public void Log_weights_equal_the_sum_of_backward_less_forward_log_densities(string name)
    {
        ReferenceProcess process = ReferenceProcessTests.Of(name, TimeGrid.Cosine(20));
        Paths paths = PathFixture.Simulate(process, 50, 3, 0.8, 0.8, seed: 3);
        double[] last = PathFixture.LogDensity(paths.States[^1], 0.8);

        for (int path = 0; path < paths.Count; path++)
        {
            double sum = last[path] - process.LogMarginal(0, paths.States[0].Row(path));
            for (int step = 0; step < process.Steps; step++)
            {
                sum += paths.LogBackward(step, path) - paths.LogForward(step, path);
            }

            Assert.Equal(sum, paths.LogWeights[path], 2e-3);
        }
    }

    [Theory]
    [InlineData("brownian")]
    [InlineData("ornstein-uhlenbeck")]
    public void Without_control_a_target_equal_to_the_reference_gives_constant_weights(string name)
    {
        ReferenceProcess process = ReferenceProcessTests.Of(name, TimeGrid.Uniform(10));
        Paths paths = PathFixture.Simulate(process, 200, 2, null, process.Width, seed: 4);

        Assert.All(paths.LogWeights, logWeight => Assert.Equal(PathFixture.LogZ, logWeight, 1e-9));
    }

    /// <summary>The floor of kernels of fixed variance: 0.416, 0.155, 0.0757, 0.0373 nats for s² = 0.3, width² = 5, d = 2.</summary>
    /// <remarks>n = 20 000 paths; five standard errors of the mean, once in two million runs by chance for each. The twin's control aims at s² = 0.6.</remarks>
    [Theory]
    [InlineData(20, 0.416)]
    [InlineData(50, 0.155)]
    [InlineData(100, 0.0757)]
    [InlineData(200, 0.0373)]
    public void The_best_control_of_a_Gaussian_reaches_the_known_floor_of_the_gap(int steps, double floor)
    {
        double deviation = Math.Sqrt(0.3);
        ReferenceProcess process = ReferenceProcess.Brownian(Math.Sqrt(5), TimeGrid.Uniform(steps));
        (double mean, double error) = Mean(PathFixture.Simulate(process, 20_000, 2, deviation, deviation, seed: 5));
        (double broken, _) = Mean(PathFixture.Simulate(process, 20_000, 2, Math.Sqrt(0.6), deviation, seed: 5));

        Assert.True(Math.Abs(PathFixture.LogZ - mean - floor) < (5 * error) + 0.0006, $"The gap is {PathFixture.LogZ - mean} ± {error}, not {floor}.");
        Assert.True(Math.Abs(PathFixture.LogZ - broken - floor) > (5 * error) + 0.0006, $"The broken twin passes with {PathFixture.LogZ - broken}.");
    }

    /// <summary>
    /// Without control E[w] = Z exactly. s = 0.9 under a width of 1.5 gives bounded weights; n = 50 000 paths, 5 standard errors: a false alarm once in
    /// two million runs. The twin forgets the density of the reference at the end.
    /// </summary>
    [Theory]
    [InlineData("brownian")]
    [InlineData("ornstein-uhlenbeck")]
    public void The_mean_weight_is_the_normalizer_without_any_control(string name)
    {
        ReferenceProcess process = ReferenceProcessTests.Of(name, TimeGrid.Uniform(5));
        Paths paths = PathFixture.Simulate(process, 50_000, 2, null, 0.9, seed: 6);
        double[] weights = [.. paths.LogWeights.Select(Math.Exp)];
        double[] broken = [.. paths.LogWeights.Select((value, path) => Math.Exp(value + process.LogMarginal(5, paths.States[5].Row(path))))];
        double mean = weights.Average();
        double error = Math.Sqrt(weights.Average(weight => Math.Pow(weight - mean, 2)) / weights.Length);

        Assert.InRange(mean, Math.Exp(PathFixture.LogZ) - (5 * error), Math.Exp(PathFixture.LogZ) + (5 * error));
        Assert.True(Math.Abs(broken.Average() - Math.Exp(PathFixture.LogZ)) > 5 * error);
    }

    /// <summary>Nothing but the states and controls of a path enters its weight, so forward and afterwards must agree up to the rounding of the states.</summary>
    [Theory]
    [InlineData("brownian")]
    [InlineData("ornstein-uhlenbeck")]
    public void Paths_compared_after_the_fact_have_the_weights_they_had_forward(string name)
    {
        ReferenceProcess process = ReferenceProcessTests.Of(name, TimeGrid.Cosine(20));
        Paths paths = PathFixture.Simulate(process, 50, 3, 0.8, 0.8, seed: 3);
        double[] forward = [.. paths.LogWeights];
        float[] increments = paths.Increments.Values.ToArray();
        paths.Increments.Values.Clear();
        for (int step = 0; step < process.Steps; step++)
        {
            paths.Compare(step);
        }

        paths.Weigh(PathFixture.LogDensity(paths.States[^1], 0.8));

        Assert.All(forward, (logWeight, path) => Assert.Equal(logWeight, paths.LogWeights[path], 1e-4));
        Assert.All(increments, (increment, index) => Assert.Equal(increment, paths.Increments.Values[index], 1e-4));
    }

    /// <summary>
    /// Over paths run backward from exact draws, E[1/w] = 1/Z for every control. s = 1.8 over a width of 1.5 gives inverse weights a variance; n = 50 000 paths,
    /// 5 standard errors: a false alarm once in two million runs. The twin runs back along straight lines, without the noise of the bridge.
    /// </summary>
    [Theory]
    [InlineData("brownian")]
    [InlineData("ornstein-uhlenbeck")]
    public void The_mean_inverse_weight_of_paths_from_exact_draws_is_the_inverse_normalizer(string name)
    {
        ReferenceProcess process = ReferenceProcessTests.Of(name, TimeGrid.Uniform(5));
        (double mean, double error) = Inverse(PathFixture.Retrace(process, 50_000, 1.4, 1.8, seed: 8));
        (double broken, double spread) = Inverse(PathFixture.Retrace(process, 50_000, 1.4, 1.8, seed: 8, StraightLines));

        Assert.True(Math.Abs(mean - Math.Exp(-PathFixture.LogZ)) < 5 * error, $"{mean} ± {error}, not {Math.Exp(-PathFixture.LogZ)}.");
        Assert.True(Math.Abs(broken - Math.Exp(-PathFixture.LogZ)) > 5 * spread, $"The broken twin passes with {broken} ± {spread}.");
    }

    private static void StraightLines(Paths paths, Batch ends, RandomStream random)
    {
        paths.States[^1].CopyFrom(ends);
        Batch none = new(paths.Count, paths.Dimension);
        for (int step = paths.Process.Steps - 1; step >= 0; step--)
        {
            paths.Process.StepBackward(step, paths.States[step + 1], none, paths.States[step]);
        }
    }

    private static (double Mean, double Error) Inverse(Paths paths)
    {
        double[] inverse = [.. paths.LogWeights.Select(logWeight => Math.Exp(-logWeight))];
        double mean = inverse.Average();
        return (mean, Math.Sqrt(inverse.Average(value => (value - mean) * (value - mean)) / inverse.Length));
    }

    private static (double Mean, double Error) Mean(Paths paths)
    {
        double mean = paths.LogWeights.Average();
        return (mean, Math.Sqrt(paths.LogWeights.Average(value => (value - mean) * (value - mean)) / paths.Count));
    }
}
