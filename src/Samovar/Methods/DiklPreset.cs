using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Generator, objective and number of steps of one way to run DiKL on one target.</summary>
/// <param name="Generator">The generator.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Steps">Generator steps of the whole schedule.</param>
internal sealed record DiklPreset(GeneratorOptions Generator, ReverseDiffusiveKlOptions Objective, int Steps)
{
    /// <summary>Few dimensions: importance sampling is the cheapest good estimate of the posterior; kinks in the generator make sharp edges.</summary>
    /// <remarks>Recipe and ablations: docs/decisions/0007-dikl-in-two-dimensions.md.</remarks>
    public static DiklPreset FewDimensional(int dimension, TargetProbe probe, int steps)
    {
        MlpOptions network = new() { Activation = Activation.LeakyRelu };
        return new DiklPreset(
            new GeneratorOptions { Scale = 0.75 * probe.Extent, Network = network },
            new ReverseDiffusiveKlOptions
            {
                Levels = new NoiseLevels.LogUniform(Math.Min(0.25 / Math.Sqrt(probe.SquaredScore), 0.1 * probe.Extent), probe.Extent),
                Weight = new LevelWeight.Power(1.5, 0.75),
                ScoreNetwork = random => new ScoreNetwork(dimension, new ScoreNetworkOptions { Network = network with { OutputScale = 0.1 } }, random),
                Posterior = new ImportanceSampledScore(new ImportanceSamplingOptions { SquaredScoreLimit = ScoreBlend.LimitFor(probe.SquaredScore) }),
            },
            steps);
    }

    /// <summary>Many dimensions and modes that short chains do not connect: annealed chains with coordinate moves, a generator with steps.</summary>
    /// <remarks>Recipe and ablations: docs/decisions/0008-many-wells.md.</remarks>
    public static DiklPreset Multimodal(int dimension, TargetProbe probe, int steps)
    {
        double smallest = 0.35 / Math.Sqrt(probe.SquaredScore);
        double largest = 2.25 * probe.Extent;
        return ManyDimensional(dimension, steps, new GeneratorOptions { Scale = 0.7 * probe.Extent, Steps = true }, new AnnealedScoreOptions
        {
            EffectiveShare = 0.2,
            ReferenceWidth = 0.9 * probe.Extent,
            Moves = 1,
            Sweeps = 1,
            FinalSweeps = 16,
            FinalWideSweeps = 32,
            WideScale = 0.55 * probe.Extent,
            SmallestSweptScale = 0.14 * probe.Extent,
            SmallestProposal = 0.55 * probe.Extent,
            FinalMoves = 4,
            AveragedStates = 4,
            SmallestScale = smallest,
            LargestScale = largest,
            Stiffness = 2 * probe.SquaredScore,
            BlendRate = 0.002,
        });
    }

    /// <summary>Many dimensions that short chains explore: trained in whitened coordinates, annealed chains with Langevin moves alone.</summary>
    public static DiklPreset Connected(int dimension, int steps)
    {
        const double Smallest = 0.25;
        return ManyDimensional(dimension, steps, new GeneratorOptions(), new AnnealedScoreOptions
        {
            EffectiveShare = 0.3,
            ReferenceWidth = 1,
            Moves = 1,
            FinalMoves = 8,
            AveragedStates = 6,
            SmallestScale = Smallest,
            LargestScale = 2,
            Stiffness = 2,
            BlendRate = 0.01,
        });
    }

    private static DiklPreset ManyDimensional(int dimension, int steps, GeneratorOptions generator, AnnealedScoreOptions posterior) => new(
        generator,
        new ReverseDiffusiveKlOptions
        {
            BatchSize = 128,
            Levels = new NoiseLevels.LogUniform(posterior.SmallestScale, posterior.LargestScale),
            Weight = generator.Steps ? new LevelWeight.Power(2, 1.4) : new LevelWeight.Power(1, 1),
            GeneratorOptimizer = new AdamOptions { LearningRate = generator.Steps ? 4e-3 : 2e-3 },
            ScoreOptimizer = new AdamOptions { LearningRate = generator.Steps ? 4e-3 : 2e-3, FinalShare = 0.1 },
            ScoreNetwork = random => new ScoreNetwork(dimension, new ScoreNetworkOptions(), random),
            Posterior = new AnnealedScore(posterior),
        },
        steps);
}
