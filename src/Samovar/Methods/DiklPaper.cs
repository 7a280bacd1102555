using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>The authors' exact configurations, where they published one.</summary>
/// <remarks>
/// Source: He et al., 2025, arXiv:2410.12456, code. Hamiltonian moves of one leapfrog step ε are Langevin moves of step ε²/2. Base draws are not cut
/// off at ±1000. Vectors hold 16 chains: the ten chains of a noisy point run in 16 lanes, and the chosen one moves on in 16 copies, so 16 · (1 + 14 + 5) = 320 evaluations are counted for each point
/// where the method needs 10 · (1 + 14) + 5 = 155.
/// </remarks>
internal static class DiklPaper
{
    private const int Levels = 30;

    private static readonly Dictionary<string, (double LastBeta, double HamiltonianStep, double LangevinStep)> Known = new()
    {
        ["mog40"] = (0.7, 1.0, 0.01),
        ["many-well-32"] = (0.15, 0.3, 0.05),
    };

    /// <summary>Targets with a published configuration.</summary>
    public static IReadOnlyCollection<string> Targets => Known.Keys;

    public static DiklPreset For(string target, int dimension)
    {
        (double lastBeta, double hamiltonianStep, double langevinStep) = Known[target];
        NoiseLevels.VariancePreserving levels = new(Levels, 1e-4, lastBeta);
        MlpOptions network = new() { Width = 400, HiddenLayers = 4, Initialization = Initialization.FanIn };
        return new DiklPreset(
            new GeneratorOptions { Network = network, Residual = false, AverageDecay = 0 },
            new ReverseDiffusiveKlOptions
            {
                BatchSize = 1024,
                ScoreBatchSize = 1024,
                ScoreSteps = 50,
                ScoreWarmUp = 0,
                Levels = levels,
                Weight = new LevelWeight.InverseAlpha(),
                GeneratorOptimizer = new AdamOptions { LearningRate = 1e-3, Beta2 = 0.999, Schedule = LearningRateSchedule.Constant, ClipNorm = 10 },
                ScoreOptimizer = new AdamOptions { LearningRate = 1e-4, Beta2 = 0.999, Schedule = LearningRateSchedule.Constant },
                ScoreNetwork = random => new LevelCodeScoreNetwork(dimension, network, [.. Enumerable.Range(0, Levels).Select(levels.ScaleOf)], random),
                Posterior = new AnnealedScore(new AnnealedScoreOptions
                {
                    Chains = 10,
                    Temperatures = 15,
                    Resample = false,
                    ChooseOne = true,
                    Moves = 1,
                    AnnealingStep = hamiltonianStep * hamiltonianStep / 2,
                    FinalMoves = 5,
                    AveragedStates = 1,
                    FinalStep = langevinStep,
                    Blend = BlendRule.MixedScoreIdentity,
                    SmallestScale = levels.Smallest,
                    LargestScale = levels.Largest,
                }),
            },
            100_000);
    }
}
