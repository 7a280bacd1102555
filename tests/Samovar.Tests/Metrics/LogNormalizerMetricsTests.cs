using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

public sealed class LogNormalizerMetricsTests
{
    private static readonly LogNormalizerEstimate Estimate = new(0.25, 0.1, "counting");

    [Fact]
    public void A_known_value_gives_an_error_with_its_sign()
    {
        IReadOnlyList<Measurement> measured = LogNormalizerMetrics.Measure(Estimate, new Gaussian(new GaussianOptions()));

        Assert.Equal([new Measurement.Measured("log-normalizer", 0.25, 0.1), new Measurement.Measured("log-normalizer-error", 0.25, 0.1)], measured);
    }

    [Fact]
    public void An_unknown_value_leaves_the_estimate()
    {
        IReadOnlyList<Measurement> measured = LogNormalizerMetrics.Measure(Estimate, Target.FromEnergy(1, x => x[0] * x[0]));

        Assert.IsType<Measurement.Measured>(measured[0]);
        Assert.Contains("needs a known log Z", Assert.IsType<Measurement.NotApplicable>(measured[1]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_estimate_nothing_applies() =>
        Assert.All(LogNormalizerMetrics.Measure(null, new Gaussian(new GaussianOptions())), item => Assert.IsType<Measurement.NotApplicable>(item));

    /// <summary>Ladders whose temperatures never overlapped, and islands outside the support, still give a number.</summary>
    [Theory]
    [InlineData(0.25, double.PositiveInfinity, "infinite", false)]
    [InlineData(double.NegativeInfinity, double.NaN, "not a finite number", false)]
    [InlineData(double.NaN, 0.1, "not a finite number", false)]
    [InlineData(0.25, double.NaN, null, true)]
    public void An_estimate_that_says_nothing_is_no_measurement(double value, double error, string? reason, bool known)
    {
        LogNormalizerEstimate estimate = new(value, error, "counting");
        IReadOnlyList<Measurement> measured = LogNormalizerMetrics.Measure(estimate, new Gaussian(new GaussianOptions()));

        Assert.Equal(known, estimate.IsKnown);
        Assert.All(measured, item => Assert.Equal(known, item is Measurement.Measured));
        Assert.All(measured.OfType<Measurement.NotApplicable>(), item => Assert.Contains(reason!, item.Reason, StringComparison.Ordinal));
    }
}
