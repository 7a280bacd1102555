using System.Collections.Concurrent;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>A lane kernel with the buffers that go with it; used by one thread at a time.</summary>
internal sealed class LaneBlock(ILaneKernel kernel, int dimension)
{
    public ILaneKernel Kernel { get; } = kernel;

    public float[] Normals { get; } = new float[dimension * kernel.Lanes];

    public float[] Weights { get; } = new float[kernel.Lanes];
}

/// <summary>Lane blocks of one target for as many threads as ask at once.</summary>
internal sealed class LaneBlockPool(ITarget target, int lanes)
{
    private readonly ConcurrentBag<LaneBlock> free = [];

    public LaneBlock Rent() => free.TryTake(out LaneBlock? block) ? block : new LaneBlock(BatchLaneKernel.Of(target, lanes), target.Dimension);

    public void Return(LaneBlock block) => free.Add(block);
}
