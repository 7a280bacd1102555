using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

public sealed class WeightMetricTests
{
    private static readonly Gaussian Target = new(new GaussianOptions());

    [Fact]
    public void The_lower_bound_is_the_mean_log_weight_with_its_error()
    {
        Measurement.Measured measured = Assert.IsType<Measurement.Measured>(Measure(new Elbo(), 1, 2, 3, 6));

        Assert.Equal(3, measured.Value, 1e-12);
        Assert.Equal(Math.Sqrt(14.0 / 3 / 4), measured.StandardError, 1e-12);
    }

    [Fact]
    public void Equal_weights_are_fully_effective_and_one_heavy_weight_is_one_draw()
    {
        Assert.Equal(1, Assert.IsType<Measurement.Measured>(Measure(new EssReverse(), 900, 900, 900, 900)).Value, 1e-12);
        Assert.Equal(0.25, Assert.IsType<Measurement.Measured>(Measure(new EssReverse(), 900, 0, 0, double.NegativeInfinity)).Value, 1e-12);
    }

    [Fact]
    public void Draws_without_density_and_weights_that_are_all_zero_say_why_nothing_applies()
    {
        Draws plain = new(new Batch(4, 2), EvaluationCost.None);

        Assert.Contains("no density", Assert.IsType<Measurement.NotApplicable>(new Elbo().Measure(plain, Target, RandomStream.FromSeed(1))).Reason, StringComparison.Ordinal);
        Assert.Contains(
            "weight zero", Assert.IsType<Measurement.NotApplicable>(Measure(new EssReverse(), double.NegativeInfinity, double.NegativeInfinity)).Reason, StringComparison.Ordinal);
        Assert.Contains("1 of 3", Assert.IsType<Measurement.NotApplicable>(Measure(new Elbo(), 1, 2, double.NegativeInfinity)).Reason, StringComparison.Ordinal);
        Assert.Contains("not numbers", Assert.IsType<Measurement.NotApplicable>(Measure(new Elbo(), 1, double.NaN)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pooled_repetitions_give_the_log_of_the_mean_weight_and_the_scatter_as_error()
    {
        LogNormalizerEstimate estimate = PooledLogNormalizer.Of([Weighted(Math.Log(1), Math.Log(3)), Weighted(Math.Log(4), Math.Log(8))])!;

        Assert.Equal(Math.Log(4), estimate.Value, 1e-12);
        Assert.Equal(0.5, estimate.StandardError, 1e-12);
        Assert.Null(PooledLogNormalizer.Of([Weighted(0, double.NaN)]));
        Assert.Null(PooledLogNormalizer.Of([new Draws(new Batch(2, 2), EvaluationCost.None)]));
    }

    private static Measurement Measure(IMetric metric, params double[] logWeights) => metric.Measure(Weighted(logWeights), Target, RandomStream.FromSeed(1));

    private static Draws Weighted(params double[] logWeights) => new(new Batch(logWeights.Length, 2), EvaluationCost.None) { LogWeights = logWeights };
}
