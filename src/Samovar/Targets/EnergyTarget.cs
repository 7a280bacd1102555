using System.Collections.Concurrent;
using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;
using Samovar.Compute.Threading;

namespace Samovar.Targets;

/// <summary>A target traced from an energy: exact score, SIMD evaluation. Batches are evaluated in double precision, lane kernels in float.</summary>
public sealed class EnergyTarget : ITarget, IHasLaneKernel, IHasHessianProduct
{
    private const int Lanes = 32;

    private readonly Traced point;
    private readonly Traced logDensityNode;
    private readonly Traced scoreNode;
    private readonly Lazy<LaneProgram<double>> program;
    private readonly Lazy<EnergyHessian> hessian;
    private readonly ConcurrentBag<LaneMemory<double>> memories = [];
    private readonly ConcurrentDictionary<int, (LaneProgram<float> Full, LaneProgram<float> Value)> lanePrograms = [];

    /// <summary>Traces an energy and derives its score.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="trace">E(x) on a traced point [n, d]; returns [n, 1].</param>
    /// <param name="name">Name for runs and reports.</param>
    /// <exception cref="ArgumentException">The energy does not return one number per point.</exception>
    public EnergyTarget(int dimension, Func<Traced, Traced> trace, string name)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Graph graph = new();
        point = graph.Input("point", dimension);
        Traced energy = trace(point);
        if (energy is null || energy.Shape != Shape.Batched(1))
        {
            throw new ArgumentException(
                $"The energy of target '{name}' has shape {energy?.Shape.ToString() ?? "null"}; it must depend on the point and return one number per point, [n, 1]. "
                + "Reduce vectors with Sum(...).",
                nameof(trace));
        }

        logDensityNode = -energy;
        scoreNode = ReverseMode.Gradient(logDensityNode, point)[0];
        program = new Lazy<LaneProgram<double>>(() => new LaneProgram<double>(Lanes, logDensityNode, scoreNode));
        hessian = new Lazy<EnergyHessian>(() => new EnergyHessian(dimension, trace));
        Name = name;
        Dimension = dimension;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity)
    {
        Check(points, logDensity);
        Evaluate(points, logDensity, null);
    }

    /// <inheritdoc/>
    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        Check(points, logDensity);
        ArgumentNullException.ThrowIfNull(score);
        if (score.Count != points.Count || score.Dimension != Dimension || ReferenceEquals(score, points))
        {
            throw new ArgumentException($"The score of {points.Count} points needs a batch of its own, [{points.Count}, {Dimension}].", nameof(score));
        }

        Evaluate(points, logDensity, score);
    }

    /// <inheritdoc/>
    public ILaneKernel CreateLaneKernel(int lanes)
    {
        (LaneProgram<float> full, LaneProgram<float> value) = lanePrograms.GetOrAdd(
            lanes, static (count, nodes) => (new LaneProgram<float>(count, nodes.LogDensity, nodes.Score), new LaneProgram<float>(count, nodes.LogDensity)),
            (LogDensity: logDensityNode, Score: scoreNode));
        return new EnergyLaneKernel(full, value, point, logDensityNode, scoreNode);
    }

    /// <inheritdoc/>
    public void HessianProduct(Batch points, Batch directions, Batch products)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(directions);
        ArgumentNullException.ThrowIfNull(products);
        if (points.Dimension != Dimension || directions.Count != points.Count || directions.Dimension != Dimension)
        {
            throw new ArgumentException(
                $"Target '{Name}' multiplies its Hessian at points [n, {Dimension}] with as many directions; "
                + $"these are [{points.Count}, {points.Dimension}] and [{directions.Count}, {directions.Dimension}].",
                nameof(points));
        }

        if (products.Count != points.Count || products.Dimension != Dimension || ReferenceEquals(products, points) || ReferenceEquals(products, directions))
        {
            throw new ArgumentException($"The products of {points.Count} points need a batch of their own, [{points.Count}, {Dimension}].", nameof(products));
        }

        hessian.Value.Multiply(points, directions, products);
    }

    private void Check(Batch points, Span<double> logDensity)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Dimension != Dimension)
        {
            throw new ArgumentException($"Target '{Name}' lives in {Dimension} dimensions; the batch has points of {points.Dimension}.", nameof(points));
        }

        if (logDensity.Length != points.Count)
        {
            throw new ArgumentException($"There are {points.Count} points and room for {logDensity.Length} log-densities; they must be as many.", nameof(logDensity));
        }
    }

    private void Evaluate(Batch points, Span<double> logDensity, Batch? score)
    {
        const int PointsPerChunk = 32 * Lanes;
        if (points.Count <= PointsPerChunk)
        {
            EvaluateRange(points, 0, points.Count, logDensity, score);
            return;
        }

        double[] results = new double[points.Count];
        int chunks = (points.Count + PointsPerChunk - 1) / PointsPerChunk;
        WorkerPool.Shared.Run(chunks, new RangeWork(chunk =>
        {
            int start = chunk * PointsPerChunk;
            int end = Math.Min(points.Count, start + PointsPerChunk);
            EvaluateRange(points, start, end, results.AsSpan(start, end - start), score);
        }));
        results.CopyTo(logDensity);
    }

    private void EvaluateRange(Batch points, int start, int end, Span<double> logDensity, Batch? score)
    {
        if (!memories.TryTake(out LaneMemory<double>? memory))
        {
            memory = program.Value.CreateMemory();
        }

        Span<double> positions = program.Value.Values(memory, point);
        Span<double> values = program.Value.Values(memory, logDensityNode);
        Span<double> gradients = program.Value.Values(memory, scoreNode);
        for (int block = start; block < end; block += Lanes)
        {
            int count = Math.Min(Lanes, end - block);
            for (int lane = 0; lane < Lanes; lane++)
            {
                ReadOnlySpan<float> row = points.Row(block + Math.Min(lane, count - 1));
                for (int column = 0; column < row.Length; column++)
                {
                    positions[(column * Lanes) + lane] = row[column];
                }
            }

            program.Value.Run(memory);
            values[..count].CopyTo(logDensity[(block - start)..]);
            for (int lane = 0; score is not null && lane < count; lane++)
            {
                Span<float> row = score.Row(block + lane);
                for (int column = 0; column < row.Length; column++)
                {
                    row[column] = (float)gradients[(column * Lanes) + lane];
                }
            }
        }

        memories.Add(memory);
    }

    private sealed class RangeWork(Action<int> action) : IChunkedWork
    {
        public void Execute(int chunk) => action(chunk);
    }
}
