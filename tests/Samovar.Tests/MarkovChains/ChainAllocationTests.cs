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

    /// <summary>Many blocks, of which this thread takes its part.</summary>
    [Fact]
    public void A_step_of_many_blocks_allocates_nothing()
    {
        ITarget target = new DoubleWell();
        HamiltonianMonteCarlo kernel = new(new HamiltonianOptions());
        ChainState state = new(target, TargetLaws.Draw(target, 40 * ChainBlock.DefaultLanes, seed: 1), RandomStream.FromSeed(2));
        Step(state, kernel, 200);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Step(state, kernel, 200);

        // A kernel may wait with another thread and be made anew here once; nothing comes with every step.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * 40);
    }

    private static void Step(ChainState state, IMarkovKernel kernel, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            state.Step(kernel);
        }
    }
}
