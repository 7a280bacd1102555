using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Diffusions;
using Samovar.Metrics.HeldOut;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

public sealed class ScoreDifferenceFlowTests
{
    private static readonly DataSet Data = DataSet.Of(new EightGaussians());

    /// <summary>At the start the distance is 1.1 or more; after 300 steps most of it must be gone.</summary>
    [Fact]
    public void A_generator_learns_the_law_of_its_rows()
    {
        DataSession<OneStepGenerator> session = Session(300);
        double before = Distance(session);
        SmallSessions.Advance(session, 300);

        Assert.InRange(before, 0.8, 3);
        Assert.InRange(Distance(session), 0, 0.4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void A_resumed_session_equals_one_that_never_stopped(int stop)
    {
        DataSession<OneStepGenerator> whole = Session(20);
        SmallSessions.Advance(whole, 14);
        DataSession<OneStepGenerator> first = Session(20);
        SmallSessions.Advance(first, stop);
        DataSession<OneStepGenerator> second = Session(20);
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 14);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
        Assert.Equal(whole.TakeRecords(), second.TakeRecords());
    }

    [Fact]
    public void A_checkpoint_is_refused_after_the_first_step()
    {
        DataSession<OneStepGenerator> session = Session(20);
        SmallSessions.Advance(session, 1);

        Assert.Throws<InvalidOperationException>(() => session.Load(new CheckpointSection(SmallSessions.Save(session))));
    }

    private static double Distance(DataSession<OneStepGenerator> session)
    {
        Batch draws = ((IFreeSampler)session.Sampler).Draw(2_000, RandomStream.FromSeed(3)).Points;
        return Assert.IsType<Measurement.Measured>(new HeldOutSlicedWasserstein2().Measure(draws, Data, RandomStream.FromSeed(4))).Value;
    }

    private static DataSession<OneStepGenerator> Session(int steps)
    {
        MlpOptions network = new() { Width = 32, HiddenLayers = 2, Activation = Activation.LeakyRelu };
        ScoreDifferenceFlow objective = new(new ScoreDifferenceFlowOptions
        {
            BatchSize = 128,
            ScoreBatchSize = 128,
            ScoreWarmUp = 3,
            Rows = 256,
            Levels = new NoiseLevels.LogUniform(0.1, 4),
            Weight = new LevelWeight.Power(2, 1.5),
            ScoreNetwork = random => new ScoreNetwork(2, new ScoreNetworkOptions { Network = network with { OutputScale = 0.1 } }, random),
        });
        OneStepGenerator generator = new(2, new GeneratorOptions { Network = network, AverageDecay = 0.9 }, RandomStream.FromSeed(7).Named("weights"));
        return new DataSession<OneStepGenerator>(generator, objective, Data, 7, steps);
    }
}
