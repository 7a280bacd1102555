using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Methods.Classical;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

/// <summary>The printed 95 % interval of log Z holds the truth in 90 to 99 % of the runs; the table over more targets is in docs/verdict-coverage.md.</summary>
public sealed class LogNormalizerIntervalTests
{
    private const int Runs = 200;

    /// <summary>Of 200 intervals that hold the truth with probability 0.95, fewer than 180 or more than 198 hold it with probability 0.001.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Intervals_from_weights_hold_the_truth_as_often_as_they_say(double spread)
    {
        LogNormalizerEstimate[] estimates = [.. Enumerable.Range(1, Runs).Select(seed => Pooled(spread, (ulong)seed))];

        Assert.InRange(Inside(estimates, 0, width: 1), 180, 198);
        Assert.True(Inside(estimates, 0, width: 0.5) < 180, "half the interval should be caught");
    }

    /// <summary>The same from replicates of annealing on a known target, over 60 runs: fewer than 50 hold it with probability 1e-4.</summary>
    [Fact]
    public void Intervals_from_annealing_hold_the_truth_as_often_as_they_say()
    {
        Gaussian target = new(new GaussianOptions { Dimension = 2 });
        AnnealedImportanceMethod method = new(new AnnealedImportanceSettings { ReverseChains = 0 });
        LogNormalizerEstimate[] estimates =
            [.. Enumerable.Range(1, 60).Select(seed => method.Draw(target, new DirectRequest(64, (ulong)seed), CancellationToken.None).LogNormalizer!)];

        Assert.InRange(Inside(estimates, target.Capability<IHasLogNormalizer>()!.LogNormalizer, width: 1), 50, 60);
        Assert.True(Inside(estimates, target.Capability<IHasLogNormalizer>()!.LogNormalizer, width: 0.3) < 50, "a third of the interval should be caught");
    }

    /// <summary>The mean of weights e^(4z) rests on draws four deviations out, which 2,000 draws do not have: the scatter of the means says nothing of it.</summary>
    [Fact]
    public void Weights_with_too_heavy_a_tail_give_an_estimate_and_no_interval()
    {
        LogNormalizerEstimate heavy = Pooled(4, seed: 1);

        Assert.True(heavy.Value < -1, "the estimate should be far below the truth of 0");
        Assert.Null(heavy.Lower);
        Assert.Null(heavy.Upper);
        Assert.Contains("tail", heavy.Origin, StringComparison.Ordinal);
        Assert.DoesNotContain("tail", Pooled(0.3, seed: 1).Origin, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, "1 of 2 log-weights are not numbers")]
    [InlineData(double.PositiveInfinity, "1 of 2 log-weights are not numbers")]
    [InlineData(double.NegativeInfinity, null)]
    public void Lost_paths_are_the_reason_why_there_is_no_estimate(double second, string? reason)
    {
        Draws[] draws = [new(new Batch(2, 1), EvaluationCost.None) { LogWeights = [0, second] }];

        Assert.Equal(reason, PooledLogNormalizer.Obstacle(draws));
        Assert.Equal(reason is null, PooledLogNormalizer.Of(draws) is not null);
        Assert.Equal("every draw has weight zero", PooledLogNormalizer.Obstacle([draws[0] with { LogWeights = [double.NegativeInfinity, double.NegativeInfinity] }]));
    }

    private static int Inside(LogNormalizerEstimate[] estimates, double truth, double width) =>
        estimates.Count(estimate => Math.Abs(truth - estimate.Value) <= width * (estimate.Upper!.Value - estimate.Lower!.Value) / 2);

    private static LogNormalizerEstimate Pooled(double spread, ulong seed)
    {
        RandomStream random = RandomStream.FromSeed(seed);
        return PooledLogNormalizer.Of([.. Enumerable.Range(0, 5).Select(_ => new Draws(new Batch(400, 1), EvaluationCost.None)
        {
            LogWeights = [.. Enumerable.Range(0, 400).Select(_ => (-spread * spread / 2) + (spread * random.NextNormal()))],
        })])!;
    }
}
