using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains;

public sealed class ChainAllocationTests
{
    public static TheoryData<IMarkovKernel> Kernels => new()
    {
        new Mala(0.05),
        new HamiltonianMonteCarlo(new HamiltonianOptions()),
        new SliceSampler(new SliceOptions()),
        new SweepingKernel(new Mala(0.05), new SliceSampler(new SliceOptions())),
    };

    /// <summary>One block, so that all work is done by this thread.</summary>
    [Theory]
    [MemberData(nameof(Kernels), DisableDiscoveryEnumeration = true)]
    public void A_step_allocates_nothing(IMarkovKernel kernel)
    {
        ITarget target = new DoubleWell();
        ChainState state = new(target, TargetLaws.Draw(target, ChainBlock.DefaultLanes, seed: 1), RandomStream.FromSeed(2));
        Step(state, kernel, 50);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Step(state, kernel, 100);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Step(ChainState state, IMarkovKernel kernel, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            state.Step(kernel);
        }
    }
}
