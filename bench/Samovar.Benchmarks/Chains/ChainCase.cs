using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Benchmarks.Chains;

/// <summary>Hamiltonian chains on one target beside the bare lane kernel of the target, for as many gradients.</summary>
internal sealed class ChainCase
{
    private const int TuningSteps = 200;

    private readonly int blocks;
    private readonly int leaps;
    private readonly ILaneKernel bare;
    private readonly ChainState chains;
    private readonly ITunableKernel kernel;

    /// <param name="target">The density.</param>
    /// <param name="start">A starting coordinate by axis, about which chains are scattered.</param>
    /// <param name="spread">Standard deviation of the scatter.</param>
    /// <param name="leaps">Leapfrog steps of a trajectory.</param>
    /// <param name="blocks">Blocks of chains.</param>
    public ChainCase(ITarget target, Func<int, double> start, double spread, int leaps, int blocks)
    {
        (this.blocks, this.leaps) = (blocks, leaps);
        RandomStream random = RandomStream.FromSeed(1);
        Batch starts = new(blocks * ChainBlock.DefaultLanes, target.Dimension);
        random.FillNormal(starts.Values);
        for (int index = 0; index < starts.Values.Length; index++)
        {
            starts.Values[index] = (float)(start(index % target.Dimension) + (spread * starts.Values[index]));
        }

        chains = new ChainState(target, starts, random);
        kernel = StepSizeAdaptation.Tune(new HamiltonianMonteCarlo(new HamiltonianOptions { LeapfrogSteps = leaps, StepSize = 0.01 }), chains, TuningSteps);
        bare = target.Capability<IHasLaneKernel>()!.CreateLaneKernel(ChainBlock.DefaultLanes);
        Batch typical = chains.Positions;
        for (int index = 0; index < bare.Points.Length; index++)
        {
            bare.Points[index] = typical[index % bare.Lanes, index / bare.Lanes];
        }
    }

    /// <summary>Gradients of one call of either form.</summary>
    public int Gradients => blocks * leaps * ChainBlock.DefaultLanes;

    /// <summary>One trajectory of every chain.</summary>
    /// <returns>The mean acceptance probability.</returns>
    public double Step() => chains.Step(kernel).Acceptance;

    /// <summary>As many evaluations by the kernel alone, at points that stay.</summary>
    public void Bare()
    {
        for (int evaluation = 0; evaluation < blocks * leaps; evaluation++)
        {
            bare.Evaluate();
        }
    }
}
