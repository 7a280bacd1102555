using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Contracts;
using Samovar.Verdicts;

namespace Samovar.Tests.Metrics;

public sealed class NoiseFloorTests
{
    private const int Count = 500;
    private static readonly Mog9 Modes = new();

    /// <summary>The mean over 200 further true samples lies within 4.8 stated errors of the floor (Student's t, 9 degrees of freedom: 1e-3 of false alarms). Its twin, the floor of four times the draws, does not.</summary>
    [Theory]
    [InlineData("mode-weight-tv")]
    [InlineData("sliced-wasserstein-2")]
    [InlineData("cell-share-tv")]
    public void The_floor_is_as_far_from_the_truth_as_its_error_says(string name)
    {
        IMetric metric = MetricSuite.Everything().Metrics.Single(metric => metric.Name == name);
        double[] single = [.. Enumerable.Range(0, 200).Select(seed => Measure(metric, Count, (ulong)seed).Value)];
        double mean = single.Average();
        double deviation = Math.Sqrt(single.Sum(value => (value - mean) * (value - mean)) / 199);

        Measurement.Measured own = Measure(metric, Count, 1_000);
        Measurement.Measured larger = Measure(metric, 4 * Count, 1_000);

        Assert.True(Math.Abs(own.Floor!.Value - mean) < 4.8 * own.FloorError, $"{own} beside {mean}");
        Assert.False(Math.Abs(larger.Floor!.Value - mean) < 4.8 * larger.FloorError, $"{larger} beside {mean}");
        // Chunks of sliced-wasserstein-2 are averaged, so a value scatters less than one comparison does.
        Assert.InRange(own.FloorError!.Value, deviation / Math.Sqrt(10) / 3, 3 * Math.Sqrt(5) * deviation / Math.Sqrt(10));
    }

    [Fact]
    public void A_floor_that_is_known_exactly_has_the_error_zero() => Assert.Equal(0, Measure(new ClassifierAccuracy(), Count, 1).FloorError);

    [Fact]
    public void The_root_of_a_mean_square_has_the_error_of_the_delta_method()
    {
        NoiseFloor root = NoiseFloor.Of([3, 4, 5]).Root();

        Assert.Equal(2, root.Value, 12);
        Assert.Equal(1 / Math.Sqrt(3) / 4, root.StandardError, 12);
    }

    /// <summary>√(p(1 − p)/n) from one draw in n to a half of them, and not less beyond.</summary>
    [Theory]
    [InlineData(0.02, 0.0044272)]
    [InlineData(0, 0.001)]
    [InlineData(1, 0.0223607)]
    public void The_error_of_a_share_is_binomial_and_never_nothing(double share, double error) => Assert.Equal(error, Spread.ErrorOfShare(share, 1_000), 1e-6);

    [Fact]
    public void Portions_share_their_floor_and_so_its_error()
    {
        Measurement.Measured portion = new("m", 0.3, 0.1, 0.2) { FloorError = 0.05 };

        Measurement.Measured combined = Assert.IsType<Measurement.Measured>(Judge.Combined([portion, portion with { Value = 0.5 }, portion with { Value = 0.4 }]));

        Assert.Equal(0.2, combined.Floor!.Value, 12);
        Assert.Equal(0.05, combined.FloorError!.Value, 12);
        Assert.Null(Assert.IsType<Measurement.Measured>(Judge.Combined([portion, portion with { FloorError = null }])).FloorError);
    }

    private static Measurement.Measured Measure(IMetric metric, int count, ulong seed) => Assert.IsType<Measurement.Measured>(
        metric.Measure(new Draws(TargetLaws.Draw(Modes, count, seed), EvaluationCost.None), Modes, RandomStream.FromSeed(seed)));
}
