using System.Security.Cryptography;
using System.Text;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Training;

/// <summary>DiKL sessions that are small enough for tests and use every part of the machinery.</summary>
internal static class SmallSessions
{
    public const int Steps = 24;

    private static readonly MlpOptions Network = new() { Width = 32, HiddenLayers = 2 };

    public static ObjectiveSession<OneStepGenerator> Of(string name) => name switch
    {
        "mog40" => Create(new Mog40(), new GeneratorOptions { Scale = 30, Network = Network }, new NoiseLevels.LogUniform(0.3, 40), Sampled()),
        "many-well-32" => Create(
            new ManyWell32(), new GeneratorOptions { Scale = 1.5, Network = Network, Steps = true }, new NoiseLevels.LogUniform(0.1, 5), Annealed()),
        _ => throw new ArgumentException($"There is no small session '{name}'.", nameof(name)),
    };

    public static ObjectiveSession<OneStepGenerator> Of(ITarget target) =>
        Create(target, new GeneratorOptions { Network = Network }, new NoiseLevels.LogUniform(0.3, 3), Sampled());

    /// <summary>Four particles whose generator, unlike the energy, starts four times too wide in variance.</summary>
    public static ObjectiveSession<ParticleGenerator> Particles(int steps = Steps, ITarget? target = null, ulong seed = 5, TaughtScoreOptions? taught = null)
    {
        ITarget particles = target ?? new Dw4();
        PairNetworkOptions network = new() { Particles = 4, SpatialDimensions = 2, Width = 16, Layers = 2 };
        ReverseDiffusiveKlOptions options = new()
        {
            BatchSize = 80,
            ScoreBatchSize = 144,
            ScoreWarmUp = 3,
            Levels = new NoiseLevels.LogUniform(0.1, 3),
            Weight = new LevelWeight.Power(0.5, 0.5),
            LongestForce = 20,
            WaitAbove = 1.2,
            GeneratorOptimizer = new AdamOptions { LearningRate = 5e-3, ClipNorm = 10, Schedule = LearningRateSchedule.HoldThenLinear, FinalShare = 0.02 },
            ScoreOptimizer = new AdamOptions { LearningRate = 5e-3, ClipNorm = 1, Schedule = LearningRateSchedule.HoldThenLinear, FinalShare = 0.1 },
            ScoreNetwork = random => new PairScoreNetwork(network with { LevelFeatures = 5 }, 0.1, 3, random),
            Taught = taught,
            Posterior = new AnnealedScore(new AnnealedScoreOptions
            {
                CentredAxes = 2, FinalMoves = 4, AveragedStates = 2, Blend = BlendRule.Pooled, SmallestScale = 0.1, LargestScale = 3,
            }),
        };
        ParticleGenerator generator = new(
            new ParticleGeneratorOptions { Network = network, Width = 2, AverageDecay = 0.95 }, RandomStream.FromSeed(seed).Named("weights"));
        return new ObjectiveSession<ParticleGenerator>(generator, new ReverseDiffusiveKl(options), particles, seed, steps);
    }

    public static ImportanceSampledScore Sampled() => new(new ImportanceSamplingOptions { Draws = 16 });

    public static void Advance(TrainingSession session, int toStep, int recordEvery = 5)
    {
        while (session.CompletedSteps < toStep)
        {
            Assert.Null(session.Advance());
            if (session.CompletedSteps % recordEvery == 0)
            {
                session.TakeRecords();
            }
        }
    }

    public static Dictionary<string, CheckpointTensor> Save(TrainingSession session)
    {
        Dictionary<string, CheckpointTensor> tensors = [];
        session.Save(new CheckpointSection(tensors));
        return tensors;
    }

    /// <summary>Everything in a checkpoint: names, types, shapes and bytes.</summary>
    public static string Fingerprint(Dictionary<string, CheckpointTensor> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, CheckpointTensor tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.Type} [{string.Join(',', tensor.Shape)}]"));
            hash.AppendData(tensor.Bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static AnnealedScore Annealed() => new(new AnnealedScoreOptions
    {
        EffectiveShare = 0.2, ReferenceWidth = 2, Moves = 1, Sweeps = 1, FinalSweeps = 1, FinalWideSweeps = 1, FinalMoves = 2, AveragedStates = 2,
        SmallestProposal = 1.2, SmallestScale = 0.1, LargestScale = 5, Stiffness = 25,
    });

    private static ObjectiveSession<OneStepGenerator> Create(ITarget target, GeneratorOptions generator, NoiseLevels levels, IPosteriorScore posterior)
    {
        ReverseDiffusiveKlOptions options = new()
        {
            BatchSize = 80,
            ScoreBatchSize = 144,
            ScoreWarmUp = 3,
            Levels = levels,
            GeneratorOptimizer = new AdamOptions { ClipNorm = 10 },
            ScoreNetwork = random => new ScoreNetwork(target.Dimension, new ScoreNetworkOptions { Network = Network }, random),
            Posterior = posterior,
        };
        OneStepGenerator sampler = new(target.Dimension, generator, RandomStream.FromSeed(5).Named("weights"));
        return new ObjectiveSession<OneStepGenerator>(sampler, new ReverseDiffusiveKl(options), target, 5, Steps);
    }
}
