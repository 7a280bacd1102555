using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

/// <summary>Path objectives on small problems with known answers.</summary>
public sealed class PathObjectiveTests
{
    private const int Steps = 150;

    public static TheoryData<string> Objectives => ["vargrad", "tb", "subtb", "db"];

    /// <summary>A Gaussian of variance 0.25 and log Z = 0 under a reference of variance 1: training must close most of the gap of 1.06 nats to the floor.</summary>
    [Theory]
    [MemberData(nameof(Objectives))]
    public void Training_closes_the_gap_between_the_lower_bound_and_the_normalizer(string name)
    {
        ObjectiveSession<ControlledDiffusion> session = Session(name, Narrow());
        double before = Elbo(session);
        SmallSessions.Advance(session, Steps);

        Assert.True(before < -0.5, $"The untrained bound is {before}: nothing is left to learn.");
        // Detailed balance learns from neighbours alone, and is slower.
        Assert.InRange(Elbo(session), name == "db" ? -0.25 : -0.12, 0);
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void A_resumed_session_equals_one_that_never_stopped(string name)
    {
        ObjectiveSession<ControlledDiffusion> whole = Session(name, Narrow());
        SmallSessions.Advance(whole, 8);
        ObjectiveSession<ControlledDiffusion> first = Session(name, Narrow());
        SmallSessions.Advance(first, 3);
        ObjectiveSession<ControlledDiffusion> second = Session(name, Narrow());
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 8);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    /// <summary>ln Z of whitened coordinates is lower by ln det L; draws in those of the target must not show it.</summary>
    [Fact]
    public void Weights_of_a_whitened_session_estimate_the_normalizer_of_the_target_itself()
    {
        Gaussian target = new(new GaussianOptions());
        AffineMap map = new([1, 1], new double[,] { { 4, 0 }, { 0, 4 } });
        ObjectiveSession<ControlledDiffusion> session = new(Sampler(), new LogVariance(new PathOptions()), target, map, 1, Steps);
        Draws draws = session.Sampler.Draw(target, 20_000, RandomStream.FromSeed(2));
        double logNormalizer = Samovar.Metrics.PooledLogNormalizer.Of([draws])!.Value;

        // Weights are bounded by about 4: the error is some 0.01, and the false alarm rate at 0.06 below one in a million.
        Assert.Equal(target.LogNormalizer, logNormalizer, 0.06);
        Assert.NotEqual(target.LogNormalizer, logNormalizer - map.LogDeterminant, 0.06);
    }

    [Fact]
    public void Scores_beyond_the_limit_are_counted()
    {
        ITarget steep = Target.FromEnergy(2, x => 1e6 * ((x[0] * x[0]) + (x[1] * x[1])));
        Paths paths = new(Process(), 16, 2);
        Sampler().Simulate(steep, paths, RandomStream.FromSeed(3), 1);

        // All but the start at the origin, where the score is 0.
        Assert.Equal(16 * (paths.Process.Steps - 1), paths.ShortenedScores);
        Assert.All(paths.States, states => Assert.DoesNotContain(float.NaN, states.Values.ToArray()));
    }

    private static double Elbo(ObjectiveSession<ControlledDiffusion> session) =>
        session.Sampler.Draw(session.Target, 4_000, RandomStream.FromSeed(9)).LogWeights!.Average();

    private static EnergyTarget Narrow() =>
        Target.FromEnergy(2, x => (2 * ((x[0] * x[0]) + (x[1] * x[1]))) + Math.Log(2 * Math.PI * 0.25));

    private static ReferenceProcess Process() => ReferenceProcess.Brownian(1, TimeGrid.Uniform(16));

    private static ControlledDiffusion Sampler() =>
        new(2, Process(), new ControlledDiffusionOptions { Network = new MlpOptions { Width = 32, OutputScale = 0.01 }, ScoreWeight = 0 }, RandomStream.FromSeed(7));

    private static ObjectiveSession<ControlledDiffusion> Session(string name, ITarget target)
    {
        PathOptions options = new() { BatchSize = 64, Optimizer = new AdamOptions { LearningRate = 1e-2, ClipNorm = 1 } };
        FlowOptions flow = new() { Paths = options, Optimizer = new AdamOptions { LearningRate = 2e-2, ClipNorm = 1 }, ModeVariance = 0.25 };
        IObjective<ControlledDiffusion> objective = name switch
        {
            "tb" => new TrajectoryBalance(new TrajectoryBalanceOptions { Paths = options }),
            "subtb" => new SubTrajectoryBalance(new SubTrajectoryBalanceOptions { Flow = flow }),
            "db" => new DetailedBalance(flow),
            _ => new LogVariance(options),
        };
        return new ObjectiveSession<ControlledDiffusion>(Sampler(), objective, target, 5, Steps);
    }
}
