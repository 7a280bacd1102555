using Samovar.Methods;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Training;

/// <summary>Stopping, saving, loading and going on equals never having stopped, byte for byte.</summary>
public sealed class ResumeTests
{
    /// <summary>Stops before anything is kept, in the warm-up of the score network, between two records and at one.</summary>
    [Theory]
    [InlineData("mog40", 0)]
    [InlineData("mog40", 2)]
    [InlineData("mog40", 7)]
    [InlineData("mog40", 10)]
    [InlineData("many-well-32", 2)]
    [InlineData("many-well-32", 7)]
    public void A_resumed_session_equals_one_that_never_stopped(string name, int stop)
    {
        ObjectiveSession<OneStepGenerator> whole = SmallSessions.Of(name);
        SmallSessions.Advance(whole, 12);
        ObjectiveSession<OneStepGenerator> first = SmallSessions.Of(name);
        SmallSessions.Advance(first, stop);

        ObjectiveSession<OneStepGenerator> second = SmallSessions.Of(name);
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 12);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
        Assert.Equal(whole.TakeRecords(), second.TakeRecords());
    }

    [Theory]
    [InlineData("mog40", 2)]
    [InlineData("mog40", 7)]
    [InlineData("many-well-32", 7)]
    public void Saving_right_after_loading_loses_nothing(string name, int stop)
    {
        ObjectiveSession<OneStepGenerator> first = SmallSessions.Of(name);
        SmallSessions.Advance(first, stop);
        Dictionary<string, CheckpointTensor> saved = SmallSessions.Save(first);

        ObjectiveSession<OneStepGenerator> second = SmallSessions.Of(name);
        second.Load(new CheckpointSection(saved));
        Dictionary<string, CheckpointTensor> again = SmallSessions.Save(second);
        ObjectiveSession<OneStepGenerator> third = SmallSessions.Of(name);
        third.Load(new CheckpointSection(again));
        SmallSessions.Advance(third, 9);
        SmallSessions.Advance(first, 9);

        Assert.Equal(SmallSessions.Fingerprint(saved), SmallSessions.Fingerprint(again));
        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(first)), SmallSessions.Fingerprint(SmallSessions.Save(third)));
    }

    /// <summary>The evaluations that measuring the target costs before the first step are counted once.</summary>
    [Fact]
    public void A_method_that_measures_the_target_first_resumes_exactly()
    {
        TrainingSession Start() => new Dikl().Start(new Gaussian(new GaussianOptions()), "quick", seed: 3);
        TrainingSession whole = Start();
        SmallSessions.Advance(whole, 3);
        TrainingSession first = Start();
        SmallSessions.Advance(first, 1);

        TrainingSession second = Start();
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 3);

        Assert.True(whole.Cost.Energies > 0);
        Assert.Equal(whole.Cost, second.Cost);
        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    [Fact]
    public void The_test_tells_sessions_apart_that_differ_in_one_step()
    {
        ObjectiveSession<OneStepGenerator> session = SmallSessions.Of("mog40");
        SmallSessions.Advance(session, 5);
        string before = SmallSessions.Fingerprint(SmallSessions.Save(session));
        SmallSessions.Advance(session, 6);

        Assert.NotEqual(before, SmallSessions.Fingerprint(SmallSessions.Save(session)));
    }

    [Fact]
    public void A_checkpoint_of_another_sampler_is_refused_with_a_sentence()
    {
        ObjectiveSession<OneStepGenerator> first = SmallSessions.Of("mog40");
        SmallSessions.Advance(first, 4);

        string message = Assert.Throws<InvalidDataException>(
            () => SmallSessions.Of("many-well-32").Load(new CheckpointSection(SmallSessions.Save(first)))).Message;

        Assert.Contains("sampler/network/", message, StringComparison.Ordinal);
        Assert.EndsWith("?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_has_begun_loads_nothing()
    {
        ObjectiveSession<OneStepGenerator> session = SmallSessions.Of("mog40");
        SmallSessions.Advance(session, 1);

        Assert.Contains("already done 1 steps", Assert.Throws<InvalidOperationException>(
            () => session.Load(new CheckpointSection(SmallSessions.Save(session)))).Message, StringComparison.Ordinal);
    }
}
