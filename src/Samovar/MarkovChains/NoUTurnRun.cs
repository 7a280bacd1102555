using Samovar.MarkovChains.Diagnostics;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>What a run of <see cref="NoUTurnSampler"/> brought.</summary>
public sealed record NoUTurnRun
{
    /// <summary>[chains, draws, d] the draws after warm-up, in the target's coordinates.</summary>
    public required ChainTrace Draws { get; init; }

    /// <summary>Mean acceptance statistic after warm-up, in [0, 1]; NaN without draws.</summary>
    public required double Acceptance { get; init; }

    /// <summary>
    /// Transitions after warm-up whose Hamiltonian rose past the threshold or ceased to be a number. More than a few mean that the step is too long for
    /// some region, which is then visited too rarely: raise the acceptance, or choose coordinates in which the density has one scale.
    /// </summary>
    public required long Divergences { get; init; }

    /// <summary>Mean number of completed doublings after warm-up; NaN without draws.</summary>
    public required double MeanDepth { get; init; }

    /// <summary>Leapfrog step after warm-up, in whitened coordinates.</summary>
    public required double StepSize { get; init; }

    /// <summary>From the whitened coordinates in which the chains moved to those of the target.</summary>
    public required AffineMap Map { get; init; }

    /// <summary>Evaluations of the draws, warm-up not included. Idle lanes are not counted here; a <see cref="MeteredTarget"/> counts them.</summary>
    public required EvaluationCost Cost { get; init; }

    /// <summary>Evaluations of the warm-up.</summary>
    public required EvaluationCost WarmUpCost { get; init; }
}
