using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of the path KL.</summary>
public sealed record PathKlOptions
{
    /// <summary>Trajectories per step. Range [1, ∞). Default 128.</summary>
    public int BatchSize
    {
        get;
        init => field = Require.That(value, value >= 1, "There is at least 1 trajectory per step.");
    } = 128;

    /// <summary>Optimizer of the control. Default: rate 2e-3, gradients no longer than 1.</summary>
    public AdamOptions Optimizer { get; init; } = new() { ClipNorm = 1 };
}
