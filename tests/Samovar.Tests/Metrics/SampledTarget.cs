using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

/// <summary>A target that hides what is known of it, except for a sample that a short tempered run might have given.</summary>
internal sealed class SampledTarget(ITarget inner, Batch sample) : ITarget, IHasTemperedSample
{
    public string Name => "sampled";

    public int Dimension => inner.Dimension;

    public Batch TemperedSample => sample;

    public void LogDensity(Batch points, Span<double> logDensity) => inner.LogDensity(points, logDensity);

    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => inner.LogDensityAndScore(points, logDensity, score);
}
