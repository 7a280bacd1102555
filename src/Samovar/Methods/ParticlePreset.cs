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

    /// <summary>Settings for the size and stiffness that short chains find.</summary>
    public static ParticlePreset For(IParticleSystem particles, MeteredTarget target, bool quick, ulong seed)
    {
        ParticleProbe probe = ParticleProbe.Of(particles, target, RandomStream.FromSeed(seed).Named("probe"));
        int axes = particles.SpatialDimensions;
        int freedom = target.Dimension - axes;
        double deviation = probe.Deviation;
        double distance = deviation * Math.Sqrt(2.0 * freedom / (particles.Particles - 1));
        double smallest = 0.39 / Math.Sqrt(probe.SquaredScore);
        double largest = 1.4 * deviation;
        // Among many particles the typical distance is far above that of neighbours, which decides the energy.
        int radial = particles.Particles <= FewParticles ? 16 : 32;
        PairNetworkOptions network = new() { Particles = particles.Particles, SpatialDimensions = axes, Unit = distance / 4, RadialFeatures = radial };
        PairNetworkOptions score = network with { Layers = 4, LevelFeatures = 8 };
        return new ParticlePreset(
            new ParticleGeneratorOptions { Network = network, Width = deviation },
            new ReverseDiffusiveKlOptions
            {
                BatchSize = particles.Particles <= FewParticles ? 256 : 128,
                ScoreBatchSize = particles.Particles <= FewParticles ? 256 : 128,
                Levels = new NoiseLevels.LogUniform(smallest, largest),
                Weight = new LevelWeight.Power(0.5, 0.5),
                LongestForce = 2.3 * Math.Sqrt(freedom / smallest),
                GeneratorOptimizer = Optimizer(0.02, 10),
                ScoreOptimizer = Optimizer(0.1, 1),
                ScoreNetwork = random => new PairScoreNetwork(score, smallest, largest, random),
                Posterior = new AnnealedScore(Posterior(axes, smallest, largest, probe.SquaredScore) with { LongestDrift = particles.Particles <= FewParticles ? null : 1 }),
            },
            quick ? 5_000 : 18_000);
    }

    /// <summary>A session before its first step.</summary>
    public ObjectiveSession<ParticleGenerator> Session(MeteredTarget target, ulong seed, int? steps)
    {
        ParticleGenerator generator = new(Generator, RandomStream.FromSeed(seed).Named("weights"));
        return new ObjectiveSession<ParticleGenerator>(generator, new ReverseDiffusiveKl(Objective), target, seed, steps ?? Steps);
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
