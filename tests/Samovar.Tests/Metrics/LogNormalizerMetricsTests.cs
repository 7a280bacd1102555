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
}
