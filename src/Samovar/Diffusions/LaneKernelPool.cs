using System.Collections.Concurrent;
using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>A lane kernel with the buffers that go with it; used by one thread at a time.</summary>
internal sealed class LaneBlock(ILaneKernel kernel, int dimension)
{
    public ILaneKernel Kernel { get; } = kernel;

    public float[] Normals { get; } = new float[dimension * kernel.Lanes];

    public float[] Weights { get; } = new float[kernel.Lanes];
}

/// <summary>Kernels of one target for as many threads as ask at once.</summary>
internal sealed class LaneKernelPool(ITarget target, int lanes)
{
    private readonly ConcurrentBag<LaneBlock> free = [];

    public LaneBlock Rent() => free.TryTake(out LaneBlock? block) ? block : new LaneBlock(Create(), target.Dimension);

    public void Return(LaneBlock block) => free.Add(block);

    private ILaneKernel Create() =>
        target.Capability<IHasLaneKernel>()?.CreateLaneKernel(lanes) ?? new BatchLaneKernel(target, lanes);

    /// <summary>Gives a target that only knows batches the form of a lane kernel, by copying.</summary>
    private sealed class BatchLaneKernel(ITarget target, int lanes) : ILaneKernel
    {
        private readonly Batch batch = new(lanes, target.Dimension);
        private readonly Batch gradients = new(lanes, target.Dimension);
        private readonly double[] values = new double[lanes];
        private readonly float[] points = new float[lanes * target.Dimension];
        private readonly float[] scores = new float[lanes * target.Dimension];
        private readonly float[] logDensities = new float[lanes];

        public int Lanes => lanes;

        public Span<float> Points => points;

        public Span<float> LogDensity => logDensities;

        public Span<float> Score => scores;

        public void Evaluate()
        {
            CopyPoints();
            target.LogDensityAndScore(batch, values, gradients);
            for (int index = 0; index < points.Length; index++)
            {
                scores[index] = gradients[index % lanes, index / lanes];
            }

            CopyLogDensities();
        }

        public void EvaluateLogDensity()
        {
            CopyPoints();
            target.LogDensity(batch, values);
            CopyLogDensities();
        }

        private void CopyPoints()
        {
            for (int index = 0; index < points.Length; index++)
            {
                batch[index % lanes, index / lanes] = points[index];
            }
        }

        private void CopyLogDensities()
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                logDensities[lane] = (float)values[lane];
            }
        }
    }
}
