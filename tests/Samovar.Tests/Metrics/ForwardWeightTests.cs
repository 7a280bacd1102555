using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

/// <summary>Metrics of the weights that a sampler gives exact draws.</summary>
public sealed class ForwardWeightTests
{
    private static readonly Gaussian Target = new(new GaussianOptions());

    [Fact]
    public void The_upper_bound_is_the_mean_log_weight_of_exact_draws()
    {
        Measurement.Measured measured = Measured(new Eubo(), 1, 2, 3, 6);

        Assert.Equal(3, measured.Value, 1e-12);
        Assert.Equal(Math.Sqrt(14.0 / 3 / 4), measured.StandardError, 1e-12);
    }

    [Fact]
    public void The_forward_normalizer_is_the_inverse_of_the_mean_inverse_weight()
    {
        Measurement.Measured measured = Measured(new LogNormalizerForward(), Math.Log(1), Math.Log(0.5), Math.Log(0.2), Math.Log(0.25));

        Assert.Equal(-Math.Log(3), measured.Value, 1e-12);
        Assert.Equal(Math.Sqrt(10.0 / 3 / 4) / 3, measured.StandardError, 1e-12);
    }

    [Fact]
    public void Equal_weights_are_fully_effective_forward_and_a_missed_mode_leaves_nothing()
    {
        Assert.Equal(1, Measured(new EssForward(), -900, -900, -900).Value, 1e-12);
        Assert.Equal(16.0 / (5.5 * (4 + (1.0 / 3))), Measured(new EssForward(), 0, 0, Math.Log(0.5), Math.Log(3)).Value, 1e-12);
        Assert.Equal(0, Measured(new EssForward(), 0, 0, 0, 800).Value, 1e-12);
    }

    [Fact]
    public void Without_exact_draws_everything_says_why_it_does_not_apply()
    {
        Draws own = Weighted(0, 0);

        foreach (IMetric metric in new IMetric[] { new Eubo(), new EssForward(), new LogNormalizerForward() })
        {
            Assert.Contains("BothWays", Reason(metric, own, Target), StringComparison.Ordinal);
            Assert.Contains("needs exact draws", Reason(metric, own, Samovar.Targets.Target.FromEnergy(2, x => x[0] * x[0])), StringComparison.Ordinal);
            Assert.Contains("1 of 2 exact draws", Reason(metric, own with { Truth = Weighted(0, double.NegativeInfinity) }, Target), StringComparison.Ordinal);
            Assert.Contains("no density", Reason(metric, own with { LogWeights = null }, Target), StringComparison.Ordinal);
        }
    }

    private static string Reason(IMetric metric, Draws draws, ITarget target) =>
        Assert.IsType<Measurement.NotApplicable>(metric.Measure(draws, target, RandomStream.FromSeed(1))).Reason;

    private static Measurement.Measured Measured(IMetric metric, params double[] truth) => Assert.IsType<Measurement.Measured>(
        metric.Measure(Weighted(7, 7, 7) with { Truth = Weighted(truth) }, Target, RandomStream.FromSeed(1)));

    private static Draws Weighted(params double[] logWeights) => new(new Batch(logWeights.Length, 2), EvaluationCost.None) { LogWeights = logWeights };
}
