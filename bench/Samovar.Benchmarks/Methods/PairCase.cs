using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Methods;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>DiKL on particles at one size: what a step takes, beside the authors' code where there is a figure.</summary>
/// <param name="Name">What to print.</param>
/// <param name="Target">The particles.</param>
/// <param name="Generator">Width and layers of the generator.</param>
/// <param name="Score">Width and layers of the score network.</param>
/// <param name="Batch">Configurations of a step.</param>
/// <param name="Posterior">Chains, moves at each temperature, final moves and averaged states of the posterior.</param>
/// <param name="References">Milliseconds of a denoising step, a generator step and 1000 draws in the reference; not a number where none is known.</param>
internal sealed record PairCase(
    string Name,
    IParticleSystem Target,
    (int Width, int Layers) Generator,
    (int Width, int Layers) Score,
    int Batch,
    (int Chains, int Moves, int FinalMoves, int AveragedStates) Posterior,
    (double Denoising, double Generator, double Draws) References)
{
    private const double SmallestScale = 0.04;
    private const double LargestScale = 1.07;

    /// <summary>The authors' sizes, and this project's.</summary>
    /// <remarks>The chains of the authors' LJ-13 are one long run of 1000 moves from one of 500 draws; the same number of energies is spent here on 16 chains.</remarks>
    public static IEnumerable<PairCase> All { get; } =
    [
        new("dw4, authors' sizes", new Dw4(), (144, 8), (144, 4), 1024, (20, 1, 50, 1), (470, 1360, 167)),
        new("lj13, authors' sizes", new Lj13(), (192, 8), (192, 8), 256, (16, 1, 62, 32), (4000, 28_000, 3700)),
        new("dw4, own sizes", new Dw4(), (32, 6), (32, 4), 256, (16, 2, 12, 8), (double.NaN, double.NaN, double.NaN)),
        new("lj13, own sizes", new Lj13(), (32, 6), (32, 4), 128, (16, 2, 12, 8), (double.NaN, double.NaN, double.NaN)),
    ];

    /// <summary>A session whose steps have so many denoising steps.</summary>
    /// <param name="denoisingSteps">How many.</param>
    /// <param name="posterior">Hears the time of the posterior's estimates.</param>
    public ObjectiveSession<ParticleGenerator> Session(int denoisingSteps, out TimedScore posterior)
    {
        ParticlePreset preset = ParticlePreset.For(Target, new MeteredTarget((ITarget)Target), quick: false, seed: 1);
        PairNetworkOptions generator = preset.Generator.Network with { Width = Generator.Width, Layers = Generator.Layers };
        PairNetworkOptions score = generator with { Width = Score.Width, Layers = Score.Layers, LevelFeatures = 8 };
        TimedScore timed = posterior = new TimedScore(new AnnealedScore(new AnnealedScoreOptions
        {
            CentredAxes = Target.SpatialDimensions,
            Chains = Posterior.Chains,
            EffectiveShare = 0.6,
            Moves = Posterior.Moves,
            FinalMoves = Posterior.FinalMoves,
            AveragedStates = Posterior.AveragedStates,
            Blend = BlendRule.Pooled,
            Stiffness = 200,
            SquaredScore = 200,
            SmallestScale = SmallestScale,
            LargestScale = LargestScale,
        }));
        ReverseDiffusiveKlOptions objective = new()
        {
            BatchSize = Batch,
            ScoreBatchSize = Batch,
            ScoreSteps = denoisingSteps,
            ScoreWarmUp = 0,
            Levels = new NoiseLevels.LogUniform(SmallestScale, LargestScale),
            ScoreNetwork = random => new PairScoreNetwork(score, SmallestScale, LargestScale, random),
            Posterior = timed,
            GeneratorOptimizer = preset.Objective.GeneratorOptimizer,
            ScoreOptimizer = preset.Objective.ScoreOptimizer,
            LongestForce = preset.Objective.LongestForce,
        };
        ParticleGenerator sampler = new(preset.Generator with { Network = generator }, RandomStream.FromSeed(1));
        return new ObjectiveSession<ParticleGenerator>(sampler, new ReverseDiffusiveKl(objective), new MeteredTarget((ITarget)Target), 1, 1000);
    }
}
