using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Generator, objective and number of steps of DiKL on equal particles.</summary>
/// <param name="Generator">The generator.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Steps">Generator steps of the whole schedule.</param>
internal sealed record ParticlePreset(ParticleGeneratorOptions Generator, ReverseDiffusiveKlOptions Objective, int Steps)
{
    private const int FewParticles = 6;

    /// <summary>Particles above which all draws agree so well on the way to go that momentum carries the generator past the aim.</summary>
    private const int MostWithMomentum = 32;

    /// <summary>Loss of the score network beyond its usual one above which the generator waits: twice to four times what it scatters by from step to step.</summary>
    private const double WaitAbove = 1.05;

    /// <summary>Particles of a batch of many: each sees surroundings of its own, so the larger a configuration, the fewer of them teach as much.</summary>
    private const int ParticlesPerBatch = 1_664;

    /// <summary>
    /// Noise from which the score of the noised target is learned from chains, in lengths over which the energy changes by one: below, estimates are exact within 0.03. Of few particles
    /// they hardly err until the noise is as wide as a well.
    /// </summary>
    private static double TaughtFrom(bool few) => few ? 2.4 : 1;

    /// <summary>Settings for the size and stiffness that short chains find.</summary>
    public static ParticlePreset For(IParticleSystem particles, MeteredTarget target, bool quick, ulong seed)
    {
        ParticleProbe probe = ParticleProbe.Of(particles, target, RandomStream.FromSeed(seed).Named("probe"));
        bool few = particles.Particles <= FewParticles;
        int axes = particles.SpatialDimensions;
        int freedom = target.Dimension - axes;
        double distance = probe.Deviation * Math.Sqrt(2.0 * freedom / (particles.Particles - 1));
        double smallest = 0.39 / Math.Sqrt(probe.SquaredScore);
        double largest = 1.4 * probe.Deviation;
        int batch = few ? 256 : Math.Max(8, ParticlesPerBatch / particles.Particles);
        PairNetworkOptions network = new()
        {
            Particles = particles.Particles,
            SpatialDimensions = axes,
            Unit = distance / 4,
            // Among many particles the typical distance is far above that of neighbours, which decides the energy.
            RadialFeatures = few ? 16 : 32,
        };
        PairNetworkOptions score = network with { Layers = 4, LevelFeatures = 8 };
        ReverseDiffusiveKlOptions objective = new()
        {
            BatchSize = batch,
            ScoreBatchSize = batch,
            Levels = new NoiseLevels.LogUniform(smallest, largest),
            Weight = new LevelWeight.Power(0.5, 0.5),
            LongestForce = 2.3 * Math.Sqrt(freedom / smallest),
            WaitAbove = WaitAbove,
            GeneratorOptimizer = Optimizer(0.02, 10),
            ScoreOptimizer = Optimizer(0.1, 1),
            ScoreNetwork = random => new PairScoreNetwork(score, smallest, largest, random),
            Posterior = new AnnealedScore(Posterior(axes, smallest, largest, probe.SquaredScore) with { LongestDrift = few ? null : 1 }),
        };
        objective = objective with { Taught = Taught(probe, score, TaughtFrom(few), largest) };
        ParticleGeneratorOptions generator = new() { Network = network, Width = probe.Deviation };
        return few ? new ParticlePreset(generator, objective, quick ? 5_000 : 18_000) : new ParticlePreset(generator, Many(objective, particles.Particles), quick ? 3_000 : 8_000);
    }

    /// <summary>A session before its first step.</summary>
    public ObjectiveSession<ParticleGenerator> Session(MeteredTarget target, ulong seed, int? steps)
    {
        ParticleGenerator generator = new(Generator, RandomStream.FromSeed(seed).Named("weights"));
        return new ObjectiveSession<ParticleGenerator>(generator, new ReverseDiffusiveKl(Objective), target, seed, steps ?? Steps);
    }

    /// <summary>Many particles overlap as soon as the generator runs ahead of the network for its score: its learning rate is smaller and falls from the start.</summary>
    /// <remarks>Momentum or waiting: docs/decisions/0021-generators-that-wait.md.</remarks>
    private static ReverseDiffusiveKlOptions Many(ReverseDiffusiveKlOptions objective, int particles)
    {
        AdamOptions optimizer = objective.GeneratorOptimizer with { LearningRate = 1.5e-3, Schedule = LearningRateSchedule.Cosine };
        bool momentum = particles <= MostWithMomentum;
        return objective with
        {
            GeneratorOptimizer = momentum ? optimizer : optimizer with { Beta1 = 0 },
            WaitAbove = momentum ? objective.WaitAbove : null,
            FirstLevels = 1.0 / 3,
        };
    }

    /// <summary>Few chains from overlapping or far starts do not reach the posterior; null for energies so smooth that they do at every level of noise.</summary>
    private static TaughtScoreOptions? Taught(ParticleProbe probe, PairNetworkOptions network, double noise, double largest)
    {
        double from = noise / Math.Sqrt(probe.SquaredScore);
        return from > largest / 2 ? null : new TaughtScoreOptions
        {
            Starts = probe.Points,
            Network = random => new PairScoreNetwork(network, from, largest, random),
            Levels = new NoiseLevels.LogUniform(from, largest),
            Deviation = probe.Deviation,
            SquaredScore = probe.SquaredScore,
            CentredAxes = network.SpatialDimensions,
        };
    }

    private static AdamOptions Optimizer(double finalShare, double clip) =>
        new() { LearningRate = 2e-3, Beta2 = 0.999, Schedule = LearningRateSchedule.HoldThenLinear, FinalShare = finalShare, ClipNorm = clip };

    private static AnnealedScoreOptions Posterior(int axes, double smallest, double largest, double squaredScore) => new()
    {
        CentredAxes = axes,
        Chains = 16,
        EffectiveShare = 0.6,
        Moves = 2,
        FinalMoves = 12,
        AveragedStates = 8,
        Blend = BlendRule.Pooled,
        Stiffness = squaredScore,
        SquaredScore = squaredScore,
        SmallestScale = smallest,
        LargestScale = largest,
    };
}
