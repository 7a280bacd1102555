using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Objectives;

/// <summary>Two wells of variance 1/4 at 0 and 8 in the plane: paths of width 1 that start at 0 never see the other.</summary>
public sealed class GivenDrawsTests
{
    private const float Apart = 8;

    private static readonly ITarget Wells = Target.FromEnergy(
        2, x => 2 * (Square(Abs(x[0] - (0.5 * Apart)) - (0.5 * Apart)) + Square(x[1])), name: "wells");

    /// <summary>The truth is 1/2.</summary>
    [Theory]
    [InlineData("tb")]
    [InlineData("subtb")]
    public void A_well_that_no_path_comes_to_is_learned_from_given_draws(string name)
    {
        Assert.InRange(RightShare(name, null), 0, 0.02);
        Assert.InRange(RightShare(name, new GivenDrawsOptions { Points = Draws(), Interval = 2, ResidualLimit = 2 }), 0.3, 0.6);
    }

    [Fact]
    public void Every_eighth_step_goes_backward_and_is_counted_by_itself()
    {
        ObjectiveSession<ControlledDiffusion> session = Session("tb", new GivenDrawsOptions { Points = Draws() }, 40);
        List<int> backward = [];
        for (int step = 0; step < 24; step++)
        {
            Assert.Null(session.Advance());
            IReadOnlyDictionary<string, double> records = session.TakeRecords();
            Assert.Equal(records.ContainsKey("given-log-weight-mean"), records.ContainsKey("given-shortened-residuals"));
            Assert.NotEqual(records.ContainsKey("given-log-weight-mean"), records.ContainsKey("shortened-residuals"));
            if (records.ContainsKey("given-log-weight-mean"))
            {
                backward.Add(step);
            }
        }

        Assert.Equal([7, 15, 23], backward);
    }

    [Fact]
    public void A_resumed_session_with_given_draws_equals_one_that_never_stopped()
    {
        ObjectiveSession<ControlledDiffusion> Fresh() => Session("tb", new GivenDrawsOptions { Points = Draws(), Interval = 3 }, 12);
        ObjectiveSession<ControlledDiffusion> whole = Fresh();
        SmallSessions.Advance(whole, 12);
        ObjectiveSession<ControlledDiffusion> first = Fresh();
        SmallSessions.Advance(first, 7);
        ObjectiveSession<ControlledDiffusion> second = Fresh();
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 12);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    [Fact]
    public void Bad_settings_are_refused()
    {
        Batch points = Draws();

        Assert.Throws<ArgumentNullException>(() => new GivenDrawsOptions { Points = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GivenDrawsOptions { Points = points, Interval = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GivenDrawsOptions { Points = points, ResidualLimit = 0 });
        ArgumentException error = Assert.Throws<ArgumentException>(() => new GivenDraws(new GivenDrawsOptions { Points = points }, 3, 8));
        Assert.Contains("2 coordinates and the sampler 3", error.Message, StringComparison.Ordinal);
    }

    private static double RightShare(string name, GivenDrawsOptions? given)
    {
        ObjectiveSession<ControlledDiffusion> session = Session(name, given, 600);
        SmallSessions.Advance(session, 600);
        Batch points = session.Sampler.Draw(Wells, 1_000, RandomStream.FromSeed(3)).Points;
        return Enumerable.Range(0, points.Count).Count(row => points[row, 0] > Apart / 2) / (double)points.Count;
    }

    private static ObjectiveSession<ControlledDiffusion> Session(string name, GivenDrawsOptions? given, int steps)
    {
        PathOptions paths = new() { BatchSize = 64, Given = given, Optimizer = new AdamOptions { LearningRate = 5e-3, ClipNorm = 1 } };
        IObjective<ControlledDiffusion> objective = name == "tb"
            ? new TrajectoryBalance(new TrajectoryBalanceOptions { Paths = paths })
            : new SubTrajectoryBalance(new SubTrajectoryBalanceOptions { WholeShare = 0.5, Flow = new FlowOptions { Paths = paths } });
        ControlledDiffusion sampler = new(2, ReferenceProcess.Brownian(1, TimeGrid.Uniform(16)), new ControlledDiffusionOptions(), RandomStream.FromSeed(7));
        return new ObjectiveSession<ControlledDiffusion>(sampler, objective, Wells, 5, steps);
    }

    private static Batch Draws()
    {
        RandomStream random = RandomStream.FromSeed(11);
        Batch points = new(256, 2);
        random.FillNormal(points.Values);
        for (int row = 0; row < points.Count; row++)
        {
            points[row, 0] = (row % 2 == 0 ? Apart : 0) + (0.5f * points[row, 0]);
            points[row, 1] *= 0.5f;
        }

        return points;
    }
}
