using Samovar.Diffusions;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of a generator's descent along the difference of two scores at every noise level.</summary>
public record GeneratorDescentOptions
{
    /// <summary>Points per generator step. Range [16, ∞). Default 256.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Points per denoising step of the score network. Range [16, ∞). Default 256.</summary>
    public int ScoreBatchSize { get; init; } = 256;

    /// <summary>Steps at the start that train the score network alone, five times as often. Default 20.</summary>
    public int ScoreWarmUp { get; init; } = 20;

    /// <summary>Denoising steps of the score network per generator step. Range [1, ∞). Default 2.</summary>
    public int ScoreSteps { get; init; } = 2;

    /// <summary>Loss of the score network, as a multiple of what it has lately been, above which the generator waits for it. Range (1, ∞). Null (default) for never.</summary>
    /// <remarks>A loss rises when draws change faster than their score is learned.</remarks>
    public double? WaitAbove
    {
        get;
        init => field = Require.That(value, value is null or > 1, "The multiple of the usual loss above which the generator waits is larger than 1, or null for never.");
    }

    /// <summary>Law of the noise scale.</summary>
    public NoiseLevels Levels { get; init; } = new NoiseLevels.LogUniform(0.1, 5);

    /// <summary>Share of the range of noise scales, in its logarithm and from the largest down, that training begins with. Range (0, 1]. Default 1.</summary>
    /// <remarks>It grows to the whole range over the first tenth of the schedule. Coarse structure first: draws that overlap meet no strong force before they have come apart.</remarks>
    public double FirstLevels
    {
        get;
        init => field = Require.That(value, value is > 0 and <= 1, "A share of the levels lies in (0, 1].");
    } = 1;

    /// <summary>Weight of each noise level. Default sᵖ with p from 1.5 to 0.75.</summary>
    public LevelWeight Weight { get; init; } = new LevelWeight.Power(1.5, 0.75);

    /// <summary>Weight of each noise level for the places of a generator's steps. Default s².</summary>
    /// <remarks>Only high noise tells how much mass belongs on either side of a step.</remarks>
    public LevelWeight StepWeight { get; init; } = new LevelWeight.Power(2, 2);

    /// <summary>Longest weighted difference of scores of one draw; longer ones are shortened, and their share is recorded. Null (default) for no limit.</summary>
    public double? LongestForce
    {
        get;
        init => field = Require.That(value, value is null or > 0, "The longest force is positive, or null for no limit.");
    }

    /// <summary>Optimizer of the generator.</summary>
    public AdamOptions GeneratorOptimizer { get; init; } = new();

    /// <summary>Optimizer of the score network, or of the discriminator.</summary>
    public AdamOptions ScoreOptimizer { get; init; } = new();
}
