using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Reverse diffusive KL: a one-step generator from an energy alone.</summary>
[Catalogued("dikl")]
public sealed class Dikl : IMethod
{
    /// <summary>Up to this many dimensions, plain importance sampling of the posterior is the cheapest good estimate.</summary>
    private const int FewDimensions = 4;

    /// <inheritdoc/>
    public string Summary => "one-step generator by reverse diffusive KL; covers modes, no density, no log Z";

    /// <inheritdoc/>
    public Citation Source => ReverseDiffusiveKl.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        double extent = target.Capability<IHasCard>()?.Card.Scale ?? 5;
        return target.Dimension <= FewDimensions
            ? FewDimensional(target, extent, seed, preset == "quick" ? 5_000 : 30_000)
            : ManyDimensional(target, extent, seed, preset == "quick" ? 3_000 : 20_000);
    }

    private static ObjectiveSession<OneStepGenerator> FewDimensional(ITarget target, double extent, ulong seed, int steps)
    {
        GeneratorOptions generator = new() { Scale = 0.75 * extent, Network = new MlpOptions { Activation = Activation.LeakyRelu } };
        ScoreNetworkOptions score = new() { Network = new MlpOptions { Activation = Activation.LeakyRelu, OutputScale = 0.1 } };
        ReverseDiffusiveKlOptions options = new()
        {
            Levels = new NoiseLevels.LogUniform(0.3, extent),
            ScoreNetwork = stream => new ScoreNetwork(target.Dimension, score, stream),
            Posterior = new ImportanceSampledScore(new ImportanceSamplingOptions()),
        };
        return Session(target, generator, options, seed, steps);
    }

    private static ObjectiveSession<OneStepGenerator> ManyDimensional(ITarget target, double extent, ulong seed, int steps)
    {
        GeneratorOptions generator = new() { Scale = 1.5, Steps = true };
        double smallest = 0.1;
        double largest = 5;
        ReverseDiffusiveKlOptions options = new()
        {
            BatchSize = 128,
            Levels = new NoiseLevels.LogUniform(smallest, largest),
            FirstWeightPower = 2,
            LastWeightPower = 2,
            GeneratorOptimizer = new AdamOptions { LearningRate = 4e-3 },
            ScoreOptimizer = new AdamOptions { LearningRate = 4e-3 },
            ScoreNetwork = stream => new ScoreNetwork(target.Dimension, new ScoreNetworkOptions(), stream),
            Posterior = new AnnealedScore(new AnnealedScoreOptions
            {
                EffectiveShare = 0.2,
                ReferenceWidth = 2,
                Moves = 1,
                Sweeps = 1,
                FinalSweeps = 16,
                FinalWideSweeps = 32,
                SmallestSweptScale = 0.4,
                SmallestProposal = 1.2,
                FinalMoves = 4,
                AveragedStates = 4,
                SmallestScale = smallest,
                LargestScale = largest,
                Stiffness = 25,
                BlendRate = 0.002,
            }),
        };
        return Session(target, generator, options, seed, steps);
    }

    private static ObjectiveSession<OneStepGenerator> Session(
        ITarget target, GeneratorOptions generator, ReverseDiffusiveKlOptions options, ulong seed, int steps) =>
        new(new OneStepGenerator(target.Dimension, generator, RandomStream.FromSeed(seed).Named("weights")), new ReverseDiffusiveKl(options), target, seed, steps);
}
