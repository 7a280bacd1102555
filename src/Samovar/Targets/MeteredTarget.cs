using Samovar.Compute;
using Samovar.Samplers;

namespace Samovar.Targets;

/// <summary>A target that counts its evaluations; everything else is the inner target's.</summary>
/// <param name="inner">The target to count for.</param>
public sealed class MeteredTarget(ITarget inner) : ITarget
{
    private long energies;
    private long scores;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <summary>Evaluations so far.</summary>
    public EvaluationCost Cost => new(Interlocked.Read(ref energies), Interlocked.Read(ref scores));

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity)
    {
        ArgumentNullException.ThrowIfNull(points);
        Count(points.Count, 0);
        inner.LogDensity(points, logDensity);
    }

    /// <inheritdoc/>
    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        ArgumentNullException.ThrowIfNull(points);
        Count(points.Count, points.Count);
        inner.LogDensityAndScore(points, logDensity, score);
    }

    /// <inheritdoc/>
    public T? Capability<T>()
        where T : class
    {
        if (typeof(T) == typeof(IHasLaneKernel) && inner.Capability<IHasLaneKernel>() is { } lanes)
        {
            return (T)(object)new CountedLanes(this, lanes);
        }

        return inner.Capability<T>();
    }

    /// <summary>Adds evaluations counted elsewhere, such as those of an earlier session.</summary>
    /// <param name="energyCount">Log-density evaluations.</param>
    /// <param name="scoreCount">Score evaluations.</param>
    public void Count(long energyCount, long scoreCount)
    {
        Interlocked.Add(ref energies, energyCount);
        Interlocked.Add(ref scores, scoreCount);
    }

    private sealed class CountedLanes(MeteredTarget meter, IHasLaneKernel inner) : IHasLaneKernel
    {
        public ILaneKernel CreateLaneKernel(int lanes) => new Kernel(meter, inner.CreateLaneKernel(lanes));
    }

    private sealed class Kernel(MeteredTarget meter, ILaneKernel inner) : ILaneKernel
    {
        public int Lanes => inner.Lanes;

        public Span<float> Points => inner.Points;

        public Span<float> LogDensity => inner.LogDensity;

        public Span<float> Score => inner.Score;

        public void Evaluate()
        {
            meter.Count(inner.Lanes, inner.Lanes);
            inner.Evaluate();
        }

        public void EvaluateLogDensity()
        {
            meter.Count(inner.Lanes, 0);
            inner.EvaluateLogDensity();
        }
    }
}
