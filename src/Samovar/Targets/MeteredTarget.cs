using System.Collections.Concurrent;
using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>A target that counts its evaluations; everything else is the inner target's.</summary>
/// <param name="inner">The target to count for.</param>
public sealed class MeteredTarget(ITarget inner) : ITarget
{
    private readonly ConcurrentBag<Kernel> kernels = [];
    private long energies;
    private long scores;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <summary>Evaluations so far; exact while no kernel is running.</summary>
    public EvaluationCost Cost =>
        kernels.Aggregate(new EvaluationCost(Interlocked.Read(ref energies), Interlocked.Read(ref scores)), (sum, kernel) => sum + kernel.Cost);

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

        if (typeof(T) == typeof(IHasHessianProduct) && inner.Capability<IHasHessianProduct>() is { } hessian)
        {
            return (T)(object)new CountedProducts(this, hessian);
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

    /// <summary>A Hessian-vector product counts as a score: it costs a small multiple of one.</summary>
    private sealed class CountedProducts(MeteredTarget meter, IHasHessianProduct inner) : IHasHessianProduct
    {
        public void HessianProduct(Batch points, Batch directions, Batch products)
        {
            ArgumentNullException.ThrowIfNull(points);
            meter.Count(0, points.Count);
            inner.HessianProduct(points, directions, products);
        }
    }

    private sealed class CountedLanes(MeteredTarget meter, IHasLaneKernel inner) : IHasLaneKernel
    {
        public ILaneKernel CreateLaneKernel(int lanes)
        {
            Kernel kernel = new(inner.CreateLaneKernel(lanes));
            meter.kernels.Add(kernel);
            return kernel;
        }
    }

    /// <summary>Counts for itself: a shared counter would make threads wait for each other.</summary>
    private sealed class Kernel(ILaneKernel inner) : ILaneKernel
    {
        private long values;
        private long pairs;

        public EvaluationCost Cost => new((values + pairs) * inner.Lanes, pairs * inner.Lanes);

        public int Lanes => inner.Lanes;

        public Span<float> Points => inner.Points;

        public Span<float> LogDensity => inner.LogDensity;

        public Span<float> Score => inner.Score;

        public void Evaluate()
        {
            pairs++;
            inner.Evaluate();
        }

        public void EvaluateLogDensity()
        {
            values++;
            inner.EvaluateLogDensity();
        }
    }
}
