using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

public sealed class ParetoKTests
{
    private const int Count = 40_000;

    /// <summary>
    /// Weights U^(−k) have the tail k exactly. With 600 weights in the tail the error is (1 + k)/√600, and the pull towards 0.5 moves k by at most 0.01;
    /// 5 errors: a false alarm once in two million runs. The twin fits log-weights where weights belong, whose tail is exponential: k = 0.
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.2)]
    public void The_shape_of_a_known_tail_is_found(double shape)
    {
        double[] logWeights = [.. Uniform(1).Select(value => 500 - (shape * Math.Log(value)))];
        double[] broken = [.. logWeights.Select(value => Math.Log(value))];
        double alarm = 0.01 + (5 * (1 + shape) / Math.Sqrt(600));

        Assert.InRange(Measured(logWeights).Value, shape - alarm, shape + alarm);
        Assert.True(Math.Abs(Measured(broken).Value - shape) > alarm, $"The broken twin passes with {Measured(broken).Value}.");
    }

    /// <summary>Bounded weights have k below 0: uniform ones −1, pulled to −0.975; the error is at most 2/√600, five of which are 0.41.</summary>
    [Fact]
    public void Bounded_weights_have_no_heavy_tail()
    {
        double value = Measured([.. Uniform(2).Select(value => Math.Log(value))]).Value;

        Assert.InRange(value, -1.4, -0.56);
    }

    [Fact]
    public void The_shape_does_not_depend_on_the_unit_of_the_weights()
    {
        double[] logWeights = [.. Uniform(3).Select(value => -0.6 * Math.Log(value))];

        Assert.Equal(Measured(logWeights).Value, Measured([.. logWeights.Select(value => value - 2_000)]).Value, 1e-9);
    }

    [Fact]
    public void Equal_weights_and_few_draws_have_no_tail()
    {
        Assert.Contains("stand out", Reason(new double[100]), StringComparison.Ordinal);
        Assert.Contains("at least 25", Reason(new double[10]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_weight_that_dwarfs_the_others_is_told_apart() =>
        Assert.Contains("only 1 weights", Reason([.. Enumerable.Range(0, 100).Select(index => index == 0 ? 2_000.0 : -index)]), StringComparison.Ordinal);

    private static IEnumerable<double> Uniform(ulong seed)
    {
        RandomStream random = RandomStream.FromSeed(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => Math.Max(random.NextDouble(), 1e-12))];
    }

    private static Measurement.Measured Measured(double[] logWeights) => Assert.IsType<Measurement.Measured>(Measure(logWeights));

    private static string Reason(double[] logWeights) => Assert.IsType<Measurement.NotApplicable>(Measure(logWeights)).Reason;

    private static Measurement Measure(double[] logWeights) => new ParetoK().Measure(
        new Draws(new Batch(logWeights.Length, 1), EvaluationCost.None) { LogWeights = logWeights }, new Gaussian(new GaussianOptions()), RandomStream.FromSeed(1));
}
