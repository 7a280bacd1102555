using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

/// <summary>What a metric says of draws that cost nothing.</summary>
internal static class Measured
{
    /// <summary>A number, or else the test fails.</summary>
    public static Measurement.Measured By(IMetric metric, ITarget target, Batch draws) =>
        Assert.IsType<Measurement.Measured>(metric.Measure(new Draws(draws, EvaluationCost.None), target, RandomStream.FromSeed(100)));
}
