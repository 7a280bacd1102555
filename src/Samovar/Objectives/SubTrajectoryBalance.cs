using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of sub-trajectory balance.</summary>
public sealed record SubTrajectoryBalanceOptions
{
    /// <summary>Trajectories, flow and optimizers.</summary>
    public FlowOptions Flow { get; init; } = new();

    /// <summary>λ: weight of a segment over that of one a step shorter. Range [0, ∞]. Default 0.7.</summary>
    /// <remarks>
    /// 0 is detailed balance, 1 weighs all segments alike, ∞ is trajectory balance. With λ = 2 and 100 steps the whole trajectory has a quarter of all weight
    /// and the middle state 1e-15 of it: the published value leaves the flow there untrained.
    /// </remarks>
    public double Decay
    {
        get;
        init => field = Require.That(value, value >= 0, "A weight of segments is not negative.");
    } = 0.7;

    /// <summary>ω: share of the loss that is that of the whole trajectory, whatever λ is. Range [0, 1]. Default 0.</summary>
    /// <remarks>Partial trajectories teach the flow, the whole one teaches the control without waiting for it (ours).</remarks>
    public double WholeShare
    {
        get;
        init => field = Require.That(value, value is >= 0 and <= 1, "A share lies in [0, 1].");
    }
}

/// <summary>Sub-trajectory balance with a forward-looking flow: every segment from state m to state n of a trajectory must balance.</summary>
/// <remarks>
/// L = mean over trajectories of ½ Σ_{m&lt;n} λ^(n−m) (u_m − u_n)² / Σ λ^(n−m), with u_n = ln φ_n(x_n) − Σ_{l&lt;n} s_l. Departures from the paper, all ours:
/// no division by the dimension, λ below 1 by default, ln Z learned beside the flow's network and started from the first batch.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class SubTrajectoryBalance(SubTrajectoryBalanceOptions options) : IObjective<ControlledDiffusion>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "zhang2024diffusion", "Diffusion generative flow samplers: Improving learning signals through partial trajectory optimization",
        "Zhang, Dinghuai and Chen, Ricky T. Q. and Liu, Cheng-Hao and Courville, Aaron and Bengio, Yoshua", 2024, "arXiv:2310.02679");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(ControlledDiffusion sampler, ITarget target, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(step);
        FlowTraining.Step(sampler, target, options.Flow, steps => new SegmentLoss(steps, options.Decay, options.WholeShare), step);
    }
}
