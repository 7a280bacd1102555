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

/// <summary>The replay buffer, the local search, and training on trajectories drawn backward from them.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_full_buffer_forgets_the_oldest_points_and_never_takes_lost_ones()
    {
        ReplayBuffer buffer = new(3, 1);
        buffer.Add(Column(1, 2, float.NaN, 3, 4), [0, 0, double.NaN, 0, 0]);
        float[] drawn = Draw(buffer, 1, 200);

        Assert.Equal(3, buffer.Count);
        Assert.Equal([2, 3, 4], drawn.Distinct().Order());
    }

    /// <summary>P(rank r of D) = ln((k + (r + 1)/D)/(k + r/D)) / ln((k + 1)/k). n = 20 000 draws, five standard errors: a false alarm once in two million runs.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0)]
    public void Points_are_drawn_by_the_rank_of_their_density(double softness)
    {
        const int Draws = 20_000;
        ReplayBuffer buffer = new(8, 1);
        buffer.Add(Column(2, 0, 1, 3), [-5, 700, 3, -1e9]);
        float[] drawn = Draw(buffer, softness, Draws);
        for (int rank = 0; rank < 4; rank++)
        {
            double expected = Math.Log((softness + ((rank + 1) / 4.0)) / (softness + (rank / 4.0))) / Math.Log((softness + 1) / softness);
            double share = drawn.Count(value => value == rank) / (double)Draws;
            double tolerance = 5 * Math.Sqrt(expected * (1 - expected) / Draws);

            Assert.Equal(expected, share, tolerance);
            Assert.True(rank > 0 || Math.Abs(share - 0.25) > tolerance, "Drawing without ranks would pass.");
        }
    }

    [Fact]
    public void A_buffer_that_was_saved_draws_the_same()
    {
        ReplayBuffer buffer = new(4, 1);
        buffer.Add(Column(1, 2, 3, 4, 5), [1, 5, 2, 4, 3]);
        Dictionary<string, CheckpointTensor> tensors = [];
        buffer.Save(new CheckpointSection(tensors));
        ReplayBuffer loaded = new(4, 1);
        loaded.Load(new CheckpointSection(tensors));
        loaded.Add(Column(6), [6]);
        buffer.Add(Column(6), [6]);

        Assert.Equal(Draw(buffer, 0.5, 50), Draw(loaded, 0.5, 50));
    }

    /// <summary>Variance 0.3 around 5, 256 chains from 6: the mean square has a standard error of 9 %, so it misses 45 % once in two million runs. The start itself would give 1.</summary>
    [Fact]
    public void Local_search_fills_the_mode_that_it_starts_in()
    {
        ITarget mode = Target.FromEnergy(2, x => (Square(x[0] - 5) + Square(x[1] - 5)) / 0.6);
        ReplayBuffer starts = new(1, 2);
        Batch start = new(1, 2);
        (start[0, 0], start[0, 1]) = (6, 5);
        starts.Add(start, [0]);
        ReplayBuffer found = new(256, 2);
        double acceptance = LocalSearch.Run(mode, starts, found, 3, new ReplayOptions(), RandomStream.FromSeed(1));
        Batch points = new(2_000, 2);
        found.Draw(points, 1e6, RandomStream.FromSeed(2));
        double spread = Enumerable.Range(0, points.Count).Average(row => Math.Pow(points[row, 0] - 5, 2));

        Assert.InRange(acceptance, 0.4, 0.75);
        Assert.InRange(spread, 0.55 * 0.3, 1.45 * 0.3);
    }

    [Fact]
    public void Sessions_with_replay_go_backward_every_second_step_once_they_have_searched()
    {
        ObjectiveSession<ControlledDiffusion> session = Session();
        List<int> backward = [];
        while (session.CompletedSteps < 9)
        {
            Assert.Null(session.Advance());
            if (session.TakeRecords().ContainsKey("replayed-log-weight-mean"))
            {
                backward.Add(session.CompletedSteps - 1);
            }
        }

        Assert.Equal([5, 7], backward);
    }

    [Fact]
    public void A_resumed_session_with_replay_equals_one_that_never_stopped()
    {
        ObjectiveSession<ControlledDiffusion> whole = Session();
        SmallSessions.Advance(whole, 12);
        ObjectiveSession<ControlledDiffusion> first = Session();
        SmallSessions.Advance(first, 6);
        ObjectiveSession<ControlledDiffusion> second = Session();
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 12);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    private static ObjectiveSession<ControlledDiffusion> Session()
    {
        PathOptions options = new() { BatchSize = 32, Replay = new ReplayOptions { Capacity = 100, SearchInterval = 4, SearchChains = 20, SearchMoves = 10 } };
        ControlledDiffusion sampler = new(2, ReferenceProcess.Brownian(3, TimeGrid.Uniform(8)), new ControlledDiffusionOptions(), RandomStream.FromSeed(7));
        return new ObjectiveSession<ControlledDiffusion>(sampler, new LogVariance(options), new Mog9(), 5, 20);
    }

    private static Batch Column(params float[] values)
    {
        Batch batch = new(values.Length, 1);
        values.CopyTo(batch.Values);
        return batch;
    }

    private static float[] Draw(ReplayBuffer buffer, double softness, int count)
    {
        Batch drawn = new(count, 1);
        buffer.Draw(drawn, softness, RandomStream.FromSeed(3));
        return drawn.Values.ToArray();
    }
}
