using Samovar.Compute.Threading;
using Samovar.Methods;
using Samovar.Targets;

namespace Samovar.Tests.Methods.Classical;

/// <summary>What <see cref="IDirectMethod"/> promises, for every classical method.</summary>
public sealed class DirectMethodContract
{
    public static TheoryData<string> Names => [.. ClassicalMethods.All.Keys];

    /// <summary>Counts that are no multiple of the chains.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void As_many_finite_draws_come_as_were_asked_for(string name)
    {
        foreach (int count in new[] { 1, 77, 700 })
        {
            DirectDraws draws = ClassicalMethods.All[name].Draw(new DoubleWell(), new DirectRequest(count, 1), CancellationToken.None);

            Assert.Equal((count, 2), (draws.Points.Count, draws.Points.Dimension));
            Assert.All(draws.Points.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
            Assert.Equal(count, draws.Weights()?.Count ?? count);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others(string name)
    {
        float[] Draw(ulong seed) => ClassicalMethods.All[name].Draw(new Mog9(), new DirectRequest(100, seed), CancellationToken.None).Points.Values.ToArray();

        Assert.Equal(Draw(3), Draw(3));
        Assert.NotEqual(Draw(3), Draw(4));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_evaluation_passes_through_the_target_handed_in(string name)
    {
        MeteredTarget target = new(new DoubleWell());

        ClassicalMethods.All[name].Draw(target, new DirectRequest(10, 1), CancellationToken.None);

        Assert.True(target.Cost.Scores > 1_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Progress_is_told_as_a_share(string name)
    {
        List<DirectProgress> heard = [];

        ClassicalMethods.All[name].Draw(new DoubleWell(), new DirectRequest(500, 1) { Progress = heard.Add }, CancellationToken.None);

        Assert.True(heard.Count > 3);
        Assert.All(heard, progress => Assert.InRange(progress.Share, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_user_may_stop_a_run_at_any_time(string name)
    {
        foreach (int when in new[] { 1, 4 })
        {
            using CancellationTokenSource source = new();
            int heard = 0;
            DirectRequest request = new(2_000, 1)
            {
                Progress = _ =>
                {
                    if (++heard == when)
                    {
                        source.Cancel();
                    }
                },
            };

            Assert.ThrowsAny<OperationCanceledException>(() => ClassicalMethods.All[name].Draw(new DoubleWell(), request, source.Token));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_without_any_finite_energy_is_a_problem_said_beforehand(string name)
    {
        Assert.Contains("no chain can start", Assert.Single(ClassicalMethods.All[name].Problems(new BoundedTarget(double.PositiveInfinity))), StringComparison.Ordinal);
        Assert.Empty(ClassicalMethods.All[name].Problems(new DoubleWell()));
    }

    /// <summary>Draws are exponential with mean 1 and deviation 1; with 400 effective draws, fewer than any method brings, the bounds are five deviations away.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Starts_outside_the_support_lead_to_draws_inside_it(string name)
    {
        DirectDraws draws = ClassicalMethods.All[name].Draw(new BoundedTarget(0), new DirectRequest(4_000, 1), CancellationToken.None);
        IReadOnlyList<double> weights = draws.Weights() ?? [.. Enumerable.Repeat(1.0 / 4_000, 4_000)];

        Assert.All(weights.Index().Where(weight => weight.Item > 0), weight => Assert.True(draws.Points[weight.Index, 0] > 0));
        Assert.Equal(1, weights.Index().Sum(weight => weight.Item * draws.Points[weight.Index, 0]), 0.25);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Many_threads_may_use_one_method_at_once(string name)
    {
        BothHalves work = new(ClassicalMethods.All[name]);

        WorkerPool.Shared.Run(2, work);

        Assert.Equal(work.Points[0], work.Points[1]);
    }

    private sealed class BothHalves(IDirectMethod method) : IChunkedWork
    {
        public float[][] Points { get; } = new float[2][];

        public void Execute(int chunk) => Points[chunk] = method.Draw(new DoubleWell(), new DirectRequest(64, 9), CancellationToken.None).Points.Values.ToArray();
    }
}
