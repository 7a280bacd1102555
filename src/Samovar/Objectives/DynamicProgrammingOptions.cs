using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of dynamic programming on a chain.</summary>
public sealed record DynamicProgrammingOptions
{
    /// <summary>Paths per step. Range [2, ∞). Default 128.</summary>
    public int BatchSize
    {
        get;
        init => field = Require.That(value, value >= 2, "A batch has at least 2 paths.");
    } = 128;

    /// <summary>Steps of the chain's optimizer per batch of paths. Range [1, ∞). Default 1.</summary>
    public int ChainSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "The chain takes at least 1 step.");
    } = 1;

    /// <summary>Share that s_t² keeps at every step. Range [0, 1]. Default 0.99.</summary>
    public double VelocityDecay
    {
        get;
        init => field = Require.That(value, value is >= 0 and <= 1, "A decay lies in [0, 1].");
    } = 0.99;

    /// <summary>Optimizer of the values and of the energy, which share a network.</summary>
    public AdamOptions ValueOptimizer { get; init; } = new() { LearningRate = 1e-3 };

    /// <summary>Optimizer of the chain.</summary>
    public AdamOptions ChainOptimizer { get; init; } = new() { LearningRate = 3e-4, ClipNorm = 0.1 };
}
