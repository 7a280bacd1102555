using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.MarkovChains;

public sealed class NoUTurnSamplerTests
{
    private static readonly ITarget Correlated = new Gaussian(new GaussianOptions { Dimension = 10, Correlation = 0.9 });
    private static readonly NoUTurnSampler Short = new(new NoUTurnOptions { WarmUp = 200 });

    /// <summary>Mean 1 and mean square 2 of every coordinate, within five of their own standard errors; 20 tests of rate 6e-7 each: false-alarm rate 1.2e-5.</summary>
    [Fact]
    public void Moments_of_a_correlated_Gaussian_are_found()
    {
        NoUTurnRun run = Short.Run(Correlated, Starts(Correlated, 16, 3), 500, RandomStream.FromSeed(1));
        ChainDiagnostics found = ChainDiagnostics.Of(run.Draws);
        ChainDiagnostics squares = ChainDiagnostics.Of(Squared(run.Draws));

        Assert.All(found.Coordinates, coordinate => Assert.InRange((coordinate.Mean - 1) / coordinate.MeanError, -5, 5));
        Assert.All(squares.Coordinates, coordinate => Assert.InRange((coordinate.Mean - 2) / coordinate.MeanError, -5, 5));
        Assert.InRange(found.WorstRHat, 0.999, 1.01);
        Assert.InRange(found.LeastBulkEss, 4_000, 80_000);
        Assert.InRange(run.Acceptance, 0.75, 0.95);
        Assert.Equal(0, run.Divergences);
    }

    /// <summary>Scales from 0.01 to 100 along directions that are no axes; unadapted, a trajectory would need ten thousand steps.</summary>
    [Fact]
    public void An_ill_conditioned_Gaussian_is_whitened()
    {
        ITarget target = Target.FromEnergy(3, x => 0.5 * (Square((x[0] + x[1]) / 100) + Square((x[0] - x[1]) / 0.01) + Square(x[2] - x[0])), "ill-conditioned");

        NoUTurnRun run = Short.Run(target, Starts(target, 16, 1), 500, RandomStream.FromSeed(1));
        ChainDiagnostics found = ChainDiagnostics.Of(run.Draws);

        Assert.InRange(found.WorstRHat, 0.999, 1.02);
        Assert.InRange(run.MeanDepth, 1, 3);
        Assert.InRange(found.Coordinates[0].StandardDeviation, 45, 55);
    }

    /// <summary>The covariance of 150 dimensions is not learned in full, and scales alone are enough here.</summary>
    [Fact]
    public void Many_dimensions_are_scaled_one_by_one()
    {
        ITarget target = Target.FromEnergy(150, x => 0.5 * Sum(Square(x.Row(Ramp) * x)), "scaled");

        NoUTurnRun run = Short.Run(target, Starts(target, 16, 0.01), 100, RandomStream.FromSeed(1));

        Assert.InRange(ChainDiagnostics.Of(run.Draws).WorstRHat, 0.999, 1.05);
        Assert.InRange(run.MeanDepth, 1, 4);
    }

    private static double[] Ramp => [.. Enumerable.Range(1, 150).Select(index => (double)index)];

    [Fact]
    public void Divergences_are_counted_on_the_funnel_and_not_on_a_Gaussian()
    {
        long Divergences(ITarget target, double step) =>
            new NoUTurnSampler(new NoUTurnOptions { WarmUp = 0, StepSize = step }).Run(target, Starts(target, 16, 1), 200, RandomStream.FromSeed(1)).Divergences;

        Assert.True(Divergences(new Funnel(), 0.5) > 0);
        Assert.Equal(0, Divergences(Correlated, 0.2));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_number_of_threads_changes_no_bit(int threads)
    {
        float[] Draws(int count)
        {
            using WorkerPool pool = new(count);
            Batch starts = Starts(Correlated, 50, 2);
            return Short.Run(Correlated, starts, 20, RandomStream.FromSeed(1), new NoUTurnProgress(50 * 220, null, default), pool).Draws.Points.Values.ToArray();
        }

        Assert.Equal(Draws(1), Draws(threads));
    }

    [Fact]
    public void A_target_that_only_knows_batches_is_sampled_too()
    {
        NoUTurnRun run = Short.Run(new BatchesOnly(Correlated), Starts(Correlated, 16, 2), 100, RandomStream.FromSeed(1));

        Assert.InRange(ChainDiagnostics.Of(run.Draws).WorstRHat, 0.99, 1.05);
    }

    /// <summary>One chain uses one of 16 lanes; a metered target counts them all.</summary>
    [Fact]
    public void Every_evaluation_is_counted_once()
    {
        MeteredTarget target = new(Correlated);

        NoUTurnRun run = Short.Run(target, Starts(Correlated, 1, 2), 100, RandomStream.FromSeed(1));

        Assert.Equal(target.Cost.Scores, 16 * (run.Cost + run.WarmUpCost).Scores);
        Assert.True(run.Cost.Scores > 100);
    }

    [Fact]
    public void Progress_ends_at_one()
    {
        List<double> shares = [];

        Short.Run(Correlated, Starts(Correlated, 3, 2), 100, RandomStream.FromSeed(1), new Listener(shares));

        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public void A_run_can_be_stopped() =>
        Assert.Throws<OperationCanceledException>(() => Short.Run(Correlated, Starts(Correlated, 3, 2), 100, RandomStream.FromSeed(1), null, new CancellationToken(true)));

    [Fact]
    public void A_start_outside_the_support_is_named()
    {
        ITarget target = Target.FromEnergy(2, x => Sum(Square(x)) - Log(x[0]), "half-plane");
        Batch starts = Starts(target, 2, 0);
        starts[0, 0] = 1;

        Assert.Contains("Chain 1 on target 'half-plane' starts", Assert.Throws<ArgumentException>(() => Short.Run(target, starts, 1, RandomStream.FromSeed(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_of_another_dimension_are_refused() =>
        Assert.Contains("lives in 10 dimensions", Assert.Throws<ArgumentException>(() => Short.Run(Correlated, new Batch(4, 3), 1, RandomStream.FromSeed(1))).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoUTurnOptions { WarmUp = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoUTurnOptions { Acceptance = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoUTurnOptions { StepSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoUTurnOptions { MaximalDepth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoUTurnOptions { DivergenceThreshold = 0 });
    }

    internal static Batch Starts(ITarget target, int chains, double scale)
    {
        Batch starts = new(chains, target.Dimension);
        RandomStream.FromSeed(77).FillNormal(starts.Values);
        foreach (ref float value in starts.Values)
        {
            value *= (float)scale;
        }

        return starts;
    }

    private static ChainTrace Squared(ChainTrace trace)
    {
        ChainTrace squared = new(trace.Chains, trace.Steps, trace.Dimension);
        for (int index = 0; index < trace.Points.Values.Length; index++)
        {
            squared.Points.Values[index] = trace.Points.Values[index] * trace.Points.Values[index];
        }

        return squared;
    }

    private sealed class Listener(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }

    private sealed class BatchesOnly(ITarget inner) : ITarget
    {
        public string Name => inner.Name;

        public int Dimension => inner.Dimension;

        public void LogDensity(Batch points, Span<double> logDensity) => inner.LogDensity(points, logDensity);

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => inner.LogDensityAndScore(points, logDensity, score);
    }
}
