using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

/// <summary>Log-weights here spread over thousands of nats: ln ρ falls by 5000 per squared unit under a reference of width 1.</summary>
public sealed class ResidualLimitTests
{
    private const double NormalizerRate = 0.1;

    [Theory]
    [InlineData("tb")]
    [InlineData("vargrad")]
    [InlineData("subtb")]
    public void Mismatches_beyond_the_limit_are_counted_and_others_are_not(string name)
    {
        Assert.InRange(Advance(name, 10)["shortened-residuals"], 0.5, 1);
        Assert.Equal(0, Advance(name, 1e9)["shortened-residuals"]);
    }

    /// <summary>Huber's c |δ| − c²/2 is less than c |δ|, and nearly that where |δ| is thousands.</summary>
    [Theory]
    [InlineData("tb")]
    [InlineData("vargrad")]
    [InlineData("subtb")]
    public void The_recorded_loss_grows_with_the_limit_and_not_with_its_square(string name)
    {
        double loss = Advance(name, 10)["loss"];

        Assert.InRange(Advance(name, 20)["loss"] / loss, 1.9, 2);
        Assert.True(Advance(name, 1e9)["loss"] > 10 * loss, "without a limit mismatches of thousands should count by their squares");
    }

    [Fact]
    public void No_batch_moves_the_learned_normalizer_by_more_than_its_share_of_the_limit()
    {
        double limited = Change(10);
        double free = Change(1e9);

        Assert.InRange(Math.Abs(limited), 0, (NormalizerRate * 10) + 1e-9);
        Assert.True(Math.Abs(free) > NormalizerRate * 100, $"Without a limit ln Z moved by {free} only: the limit did nothing.");
    }

    private static double Change(double limit)
    {
        ObjectiveSession<ControlledDiffusion> session = Session("tb", limit);
        Assert.Null(session.Advance());
        double before = session.TakeRecords()["learned-log-normalizer"];
        Assert.Null(session.Advance());
        return session.TakeRecords()["learned-log-normalizer"] - before;
    }

    private static IReadOnlyDictionary<string, double> Advance(string name, double limit)
    {
        ObjectiveSession<ControlledDiffusion> session = Session(name, limit);
        Assert.Null(session.Advance());
        return session.TakeRecords();
    }

    private static ObjectiveSession<ControlledDiffusion> Session(string name, double limit)
    {
        ITarget steep = Target.FromEnergy(2, x => 5_000 * ((x[0] * x[0]) + (x[1] * x[1])));
        PathOptions paths = new() { BatchSize = 64, ResidualLimit = limit };
        IObjective<ControlledDiffusion> objective = name switch
        {
            "tb" => new TrajectoryBalance(new TrajectoryBalanceOptions { Paths = paths, NormalizerRate = NormalizerRate }),
            "vargrad" => new LogVariance(paths),
            _ => new SubTrajectoryBalance(new SubTrajectoryBalanceOptions { Flow = new FlowOptions { Paths = paths } }),
        };
        ControlledDiffusionOptions blind = new() { ScoreWeight = 0 };
        ControlledDiffusion sampler = new(2, ReferenceProcess.Brownian(1, TimeGrid.Uniform(8)), blind, RandomStream.FromSeed(7));
        return new ObjectiveSession<ControlledDiffusion>(sampler, objective, steep, 5, 10);
    }
}
