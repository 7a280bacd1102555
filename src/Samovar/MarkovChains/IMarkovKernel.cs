using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>A transition rule that leaves a target unchanged, applied to many chains at once.</summary>
/// <remarks>
/// Implementers: a kernel is immutable and holds settings alone; everything the next step needs is in the <see cref="ChainState"/>, everything that
/// is only worth knowing in the <see cref="StepInfo"/>. A proposal whose log-density or score is not a finite number is rejected and counted as divergent.
/// </remarks>
public interface IMarkovKernel
{
    /// <summary>Places chains.</summary>
    /// <param name="target">The density to sample.</param>
    /// <param name="positions">[chains, d] starting points; copied.</param>
    /// <returns>A state owned by the caller; costs one score evaluation per chain.</returns>
    ChainState Start(ITarget target, Batch positions) => new(target, positions);

    /// <summary>Moves every chain once.</summary>
    /// <param name="target">The density to sample; the one that the state was started on.</param>
    /// <param name="state">Where the chains are; overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    StepInfo Step(ITarget target, ChainState state, RandomStream random);
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
/// <param name="ScoreEvaluations">Evaluations of the target spent.</param>
public readonly record struct StepInfo(double Acceptance, int Accepted, int Divergent, long ScoreEvaluations);
