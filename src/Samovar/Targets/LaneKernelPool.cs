using System.Collections.Concurrent;

namespace Samovar.Targets;

/// <summary>Lane kernels of one target for as many threads as ask at once.</summary>
/// <param name="target">The target.</param>
/// <param name="lanes">Points per block, a multiple of 16.</param>
internal sealed class LaneKernelPool(ITarget target, int lanes)
{
    private readonly ConcurrentBag<ILaneKernel> free = [];

    public ILaneKernel Rent() => free.TryTake(out ILaneKernel? kernel) ? kernel : BatchLaneKernel.Of(target, lanes);

    public void Return(ILaneKernel kernel) => free.Add(kernel);
}
