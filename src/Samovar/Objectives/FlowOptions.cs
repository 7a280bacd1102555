using Samovar.Networks;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings that all objectives with a learned flow share.</summary>
public sealed record FlowOptions
{
    /// <summary>Trajectories, exploration and optimizer of the control.</summary>
    public PathOptions Paths { get; init; } = new();

    /// <summary>The flow's own network; its output starts near zero.</summary>
    public MlpOptions Network { get; init; } = new() { Width = 64, HiddenLayers = 2, OutputScale = 0.01 };

    /// <summary>Optimizer of the flow. Default: rate 5e-3, gradients no longer than 1.</summary>
    public AdamOptions Optimizer { get; init; } = new() { LearningRate = 5e-3, ClipNorm = 1 };

    /// <summary>Whether the flow sees the target's log-density at the states on the way, more of it towards the end. Default true.</summary>
    /// <remarks>Source: Pan, Malkin, Zhang and Bengio, 2023, arXiv:2302.01687. Without it only the last state knows the target.</remarks>
    public bool ForwardLooking { get; init; } = true;

    /// <summary>v: variance of a coordinate within a mode over that of the reference at the end; the less, the later ln ρ is looked at. Range (0, ∞). Default 1.</summary>
    /// <remarks>ln ρ enters with v τ / (v τ + 1 − τ). 1 is the τ of the paper, which is far too early for narrow modes; the rest is ours.</remarks>
    public double ModeVariance
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A variance is positive and finite.");
    } = 1;

    /// <summary>Share of the way that the learned ln Z goes to its best value for the batch in each step. Range (0, 1]. Default 0.1.</summary>
    public double NormalizerRate
    {
        get;
        init => field = Require.That(value, value is > 0 and <= 1, "A share of the way lies in (0, 1].");
    } = 0.1;
}
