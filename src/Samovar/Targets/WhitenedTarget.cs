using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>A target in whitened coordinates: the density of w where x = m + L·w follows the inner target.</summary>
/// <remarks>Of the inner target's capabilities only lane evaluation stays true as it is; the log normalizer is lower by ln det L.</remarks>
/// <param name="inner">The target in its own coordinates.</param>
/// <param name="map">From w to x.</param>
public sealed class WhitenedTarget(ITarget inner, AffineMap map) : ITarget
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity) => inner.LogDensity(Mapped(points), logDensity);

    /// <inheritdoc/>
    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        inner.LogDensityAndScore(Mapped(points), logDensity, score);
        map.PullBack(score);
    }

    /// <inheritdoc/>
    public T? Capability<T>()
        where T : class
    {
        if (typeof(T) == typeof(IHasLaneKernel) && inner.Capability<IHasLaneKernel>() is { } lanes)
        {
            return (T)(object)new Lanes(lanes, map);
        }

        return this as T;
    }

    private Batch Mapped(Batch points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Batch mapped = new(points.Count, points.Dimension);
        map.Apply(points, mapped);
        return mapped;
    }

    private sealed class Lanes(IHasLaneKernel inner, AffineMap map) : IHasLaneKernel
    {
        public ILaneKernel CreateLaneKernel(int lanes) => new Kernel(inner.CreateLaneKernel(lanes), map);
    }

    private sealed class Kernel(ILaneKernel inner, AffineMap map) : ILaneKernel
    {
        private readonly float[] points = new float[map.Dimension * inner.Lanes];
        private readonly float[] scores = new float[map.Dimension * inner.Lanes];

        int ILaneKernel.Lanes => inner.Lanes;

        public Span<float> Points => points;

        public Span<float> LogDensity => inner.LogDensity;

        public Span<float> Score => scores;

        public void Evaluate()
        {
            map.Apply(points, inner.Points, inner.Lanes);
            inner.Evaluate();
            map.PullBack(inner.Score, scores, inner.Lanes);
        }

        public void EvaluateLogDensity()
        {
            map.Apply(points, inner.Points, inner.Lanes);
            inner.EvaluateLogDensity();
        }
    }
}
