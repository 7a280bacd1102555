using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Tests.Training;

public sealed class OptionRangeTests
{
    public static TheoryData<string, Func<object>> Wrong => new()
    {
        { "Width", () => new MlpOptions { Width = 0 } },
        { "HiddenLayers", () => new MlpOptions { HiddenLayers = 0 } },
        { "OutputScale", () => new MlpOptions { OutputScale = 0 } },
        { "Frequencies", () => new ScoreNetworkOptions { Frequencies = -1 } },
        { "Scale", () => new GeneratorOptions { Scale = double.PositiveInfinity } },
        { "AverageDecay", () => new GeneratorOptions { AverageDecay = 1 } },
        { "LearningRate", () => new AdamOptions { LearningRate = double.NaN } },
        { "FinalShare", () => new AdamOptions { FinalShare = 1.1 } },
        { "Beta1", () => new AdamOptions { Beta1 = 1 } },
        { "Beta2", () => new AdamOptions { Beta2 = -0.1 } },
        { "RecordEvery", () => new TrainerOptions { RecordEvery = 0 } },
        { "Draws", () => new ImportanceSamplingOptions { Draws = 40 } },
        { "SquaredScoreLimit", () => new ImportanceSamplingOptions { SquaredScoreLimit = 0 } },
        { "Chains", () => new AnnealedScoreOptions { Chains = 0, SmallestScale = 1, LargestScale = 1 } },
        { "EffectiveShare", () => new AnnealedScoreOptions { EffectiveShare = 1, SmallestScale = 1, LargestScale = 1 } },
        { "AveragedStates", () => new AnnealedScoreOptions { AveragedStates = 0, SmallestScale = 1, LargestScale = 1 } },
        { "BlendRate", () => new AnnealedScoreOptions { BlendRate = 0, SmallestScale = 1, LargestScale = 1 } },
        { "LargestScale", () => new AnnealedScoreOptions { SmallestScale = 1, LargestScale = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void An_option_out_of_range_is_refused_by_name(string option, Func<object> create) =>
        Assert.Equal(option, Assert.Throws<ArgumentOutOfRangeException>(create).ParamName);
}
