using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings that all objectives on trajectories share.</summary>
public sealed record PathOptions
{
    /// <summary>Trajectories per step. Range [2, ∞). Default 128.</summary>
    public int BatchSize
    {
        get;
        init => field = Require.That(value, value >= 2, "There are at least 2 trajectories per step.");
    } = 128;

    /// <summary>Noise of the first trajectories in units of the sampler's own; it falls linearly to 1 over the first half of the schedule. Range [1, ∞). Default 1.</summary>
    /// <remarks>The losses stay true on trajectories that the sampler would not have drawn itself.</remarks>
    public double Exploration
    {
        get;
        init => field = Require.That(value, value >= 1 && double.IsFinite(value), "The noise is at least that of the sampler.");
    } = 1;

    /// <summary>Training on trajectories drawn backward from points found before, improved by local search. Default null: none.</summary>
    public ReplayOptions? Replay { get; init; }

    /// <summary>Training on trajectories drawn backward from draws of another method. Default null: none.</summary>
    public GivenDrawsOptions? Given { get; init; }

    /// <summary>Largest mismatch of a trajectory, in nats, that balance losses follow in full; beyond, as Huber does, their gradient grows no more. Range (0, ∞). Default 1000.</summary>
    /// <remarks>A score that explodes can throw a trajectory millions of nats away; one such would drown its batch and ln Z. Counted in the record shortened-residuals.</remarks>
    public double ResidualLimit
    {
        get;
        init => field = Require.That(value, value > 0, "The limit of mismatches is positive.");
    } = 1000;

    /// <summary>Optimizer of the control. Default: rate 2e-3, gradients no longer than 1.</summary>
    public AdamOptions Optimizer { get; init; } = new() { ClipNorm = 1 };

    /// <summary>Noise at a point of the schedule.</summary>
    /// <param name="progress">Share of the schedule done, 0 to 1.</param>
    public double NoiseAt(double progress) => 1 + ((Exploration - 1) * Math.Max(0, 1 - (2 * progress)));
}
