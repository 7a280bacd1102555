using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Detailed balance: F_n(x) P_F(x' | x) = F_{n+1}(x') P_B(x | x') for every single step, with a learned flow F.</summary>
/// <remarks>
/// L = mean over trajectories and steps of ½ (u_n − u_{n+1})². One difference tells nothing of the rest of the trajectory, so what is known at its end travels
/// back slowly; only ln Z, which every u but the last contains, is moved by what whole trajectories say (ours).
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class DetailedBalance(FlowOptions options) : IObjective<ControlledDiffusion>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "bengio2023gflownet", "GFlowNet foundations",
        "Bengio, Yoshua and Lahlou, Salem and Deleu, Tristan and Hu, Edward J. and Tiwari, Mo and Bengio, Emmanuel", 2023, "arXiv:2111.09266");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(ControlledDiffusion sampler, ITarget target, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(step);
        FlowTraining.Step(sampler, target, options, steps => new SegmentLoss(steps, decay: 0), step);
    }
}
