namespace Samovar.MarkovChains;

/// <summary>A transition rule that leaves a density unchanged, applied to a block of chains at once.</summary>
/// <remarks>
/// Implementers: a kernel is immutable and holds settings alone, so that threads may share it; everything the next step needs is in the
/// <see cref="ChainBlock"/>, everything that is only worth knowing in the <see cref="StepInfo"/>. A proposal whose log-density is not a finite
/// number is rejected and counted as divergent.
/// </remarks>
public interface IMarkovKernel
{
    /// <summary>Moves every chain of a block once.</summary>
    /// <param name="block">The chains, with scores and log-densities of the target at their points; overwritten.</param>
    /// <param name="density">The density to leave unchanged; its kernel's memory is overwritten.</param>
    StepInfo Move(ChainBlock block, TemperedLanes density);
}

/// <summary>A kernel with one step size that can be tuned to an acceptance rate.</summary>
public interface ITunableKernel : IMarkovKernel
{
    /// <summary>The step size, positive; its unit is the kernel's.</summary>
    double StepSize { get; }

    /// <summary>The mean acceptance probability at which this kernel works best in high dimension.</summary>
    double BestAcceptance { get; }

    /// <summary>The same kernel with another step size.</summary>
    /// <param name="stepSize">Positive.</param>
    ITunableKernel WithStepSize(double stepSize);
}

/// <summary>What happened in one step.</summary>
/// <param name="Acceptance">Mean acceptance probability over the chains, in [0, 1].</param>
/// <param name="Accepted">Chains that moved.</param>
/// <param name="Divergent">Proposals that were rejected because a number was not finite.</param>
/// <param name="Chains">Number of chains.</param>
public readonly record struct StepInfo(double Acceptance, int Accepted, int Divergent, int Chains)
{
    /// <summary>What happened in two groups of chains.</summary>
    /// <param name="left">One group.</param>
    /// <param name="right">The other.</param>
    public static StepInfo operator +(StepInfo left, StepInfo right)
    {
        int chains = left.Chains + right.Chains;
        double acceptance = chains == 0 ? 0 : ((left.Acceptance * left.Chains) + (right.Acceptance * right.Chains)) / chains;
        return new StepInfo(acceptance, left.Accepted + right.Accepted, left.Divergent + right.Divergent, chains);
    }
}
