using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

public sealed class ReferenceProcessTests
{
    public static TheoryData<string> Processes => ["brownian", "ornstein-uhlenbeck"];

    public static ReferenceProcess Of(string name, IReadOnlyList<double> lengths) => name == "brownian"
        ? ReferenceProcess.Brownian(1.5, lengths)
        : ReferenceProcess.OrnsteinUhlenbeck(1.5, 6, lengths);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Every_grid_sums_to_one_and_the_cosine_grid_shrinks(int steps)
    {
        IReadOnlyList<double> cosine = TimeGrid.Cosine(steps);

        Assert.Equal(1, TimeGrid.Uniform(steps).Sum(), 1e-12);
        Assert.Equal(1, cosine.Sum(), 1e-12);
        Assert.All(Enumerable.Range(1, steps - 1), step => Assert.True(cosine[step] > 0 && cosine[step] < cosine[step - 1]));
    }

    [Fact]
    public void A_grid_that_does_not_sum_to_one_is_refused_with_advice() =>
        Assert.Contains("TimeGrid", Assert.Throws<ArgumentException>(() => ReferenceProcess.Brownian(1, [0.5, 0.4])).Message, StringComparison.Ordinal);

    [Fact]
    public void Brownian_variance_grows_with_time_and_the_stationary_one_stays()
    {
        ReferenceProcess brownian = Of("brownian", TimeGrid.Uniform(10));
        ReferenceProcess stationary = Of("ornstein-uhlenbeck", TimeGrid.Cosine(10));

        Assert.All(Enumerable.Range(0, 11), step => Assert.Equal(2.25 * step / 10, brownian.Variance(step), 1e-12));
        Assert.All(Enumerable.Range(0, 11), step => Assert.Equal(2.25, stationary.Variance(step), 1e-12));
    }

    /// <summary>Bayes: p_n(x) P(x' | x) = p_{n+1}(x') P_B(x | x').</summary>
    [Theory]
    [MemberData(nameof(Processes))]
    public void Forward_and_backward_steps_of_the_reference_have_the_same_joint_density(string name)
    {
        ReferenceProcess process = Of(name, TimeGrid.Cosine(6));
        float[] from = [0.3f, -1.1f];
        float[] to = [0.8f, -0.4f];

        for (int step = 1; step < 6; step++)
        {
            double forward = process.LogMarginal(step, from) + process.LogForward(step, from, [0, 0], to);
            double backward = process.LogMarginal(step + 1, to) + process.LogBackward(step, from, to);
            Assert.Equal(forward, backward, 1e-9);
        }
    }

    /// <summary>
    /// Bridges from exact ends must have the reference's variance at every step. n = 40 000 squares: the error of a variance is V √(2/n); 5 of them over 2 × 5
    /// steps raise a false alarm in 6 of a million runs. The twin forgets the pull of the bridge.
    /// </summary>
    [Theory]
    [MemberData(nameof(Processes))]
    public void Bridges_run_backward_have_the_marginals_of_the_forward_process(string name)
    {
        const int Count = 40_000;
        ReferenceProcess process = Of(name, TimeGrid.Uniform(6));
        RandomStream random = RandomStream.FromSeed(11);
        Batch to = new(Count, 1);
        Batch from = new(Count, 1);
        Batch noise = new(Count, 1);
        random.FillNormal(to.Values);
        Scale(to, process.Width);
        for (int step = 5; step >= 1; step--)
        {
            random.FillNormal(noise.Values);
            process.StepBackward(step, to, noise, from);
            double alarm = 5 * process.Variance(step) * Math.Sqrt(2.0 / Count);

            Assert.True(Math.Abs(Square(from) - process.Variance(step)) < alarm, $"Step {step}: {Square(from)}, not {process.Variance(step)}.");
            Assert.True(Math.Abs(Broken(process, step, to, noise) - process.Variance(step)) > alarm, $"Step {step}: the broken twin passes.");
            to.CopyFrom(from);
        }
    }

    /// <summary>A bridge without its pull: the point after the step, plus the noise of the bridge.</summary>

    /// <summary>The best controls of a target a hundred times narrower than the reference, in either unit: the same paths and weights, but one of them is short at all times.</summary>
    [Theory]
    [InlineData("brownian")]
    [InlineData("stationary")]
    public void Controls_in_units_of_the_noise_left_make_the_same_paths_and_are_never_long(string name)
    {
        double[] lengths = [.. TimeGrid.Logarithmic(60, 1e-4)];
        ReferenceProcess plain = name == "brownian" ? ReferenceProcess.Brownian(1.5, lengths) : ReferenceProcess.OrnsteinUhlenbeck(1.5, 4, lengths);
        ReferenceProcess scaled = plain.PerNoiseLeft();
        Paths wanted = PathFixture.Simulate(plain, 200, 2, 0.015, 0.015, seed: 6);
        Paths found = PathFixture.Simulate(scaled, 200, 2, 0.015, 0.015, seed: 6);

        for (int path = 0; path < wanted.Count; path++)
        {
            Assert.Equal(wanted.LogWeights[path], found.LogWeights[path], 0.01);
        }

        Assert.InRange(Longest(found), 1, 8);
        Assert.True(Longest(wanted) > 100);
        Assert.Equal(1, scaled.Gain(59), 1e-12);
        Assert.Equal(plain.Deviation(59), scaled.Unit(59), 1e-12);
    }

    private static double Longest(Paths paths) => paths.Controls.Values.ToArray().Max(MathF.Abs);

    private static double Broken(ReferenceProcess process, int step, Batch to, Batch noise)
    {
        double deviation = process.Deviation(step) * Math.Sqrt(process.Variance(step) / process.Variance(step + 1));
        double sum = 0;
        for (int row = 0; row < to.Count; row++)
        {
            double value = to[row, 0] + (deviation * noise[row, 0]);
            sum += value * value;
        }

        return sum / to.Count;
    }

    private static double Square(Batch batch)
    {
        double sum = 0;
        foreach (float value in batch.Values)
        {
            sum += (double)value * value;
        }

        return sum / batch.Count;
    }

    private static void Scale(Batch batch, double factor)
    {
        foreach (ref float value in batch.Values)
        {
            value *= (float)factor;
        }
    }
}
