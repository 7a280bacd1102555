using Samovar.Diffusions;
using Samovar.Runs;

namespace Samovar.Tests.Diffusions;

public sealed class LangevinStepsTests
{
    [Fact]
    public void Steps_grow_where_more_than_the_best_share_was_accepted_and_shrink_where_less()
    {
        LangevinSteps steps = new(0.1, 5);
        (int low, int high, int idle) = (steps.EntryOf(0.1, 1), steps.EntryOf(5, 1), steps.EntryOf(0.7, 1));
        steps.Count(low, 90, 100);
        steps.Count(high, 10, 100);

        double share = steps.Adapt();

        Assert.Equal(0.5, share);
        Assert.Equal(0.5 * Math.Exp(0.15 * (0.9 - 0.574)), steps.FactorOf(low), 12);
        Assert.Equal(0.5 * Math.Exp(0.15 * (0.1 - 0.574)), steps.FactorOf(high), 12);
        Assert.Equal(0.5, steps.FactorOf(idle));
        Assert.True(double.IsNaN(steps.Adapt()));
    }

    [Theory]
    [InlineData(1e-9, 1)]
    [InlineData(1e9, 1)]
    [InlineData(1, 0)]
    public void Every_scale_and_temperature_has_an_entry(double scale, double inverseTemperature) =>
        Assert.Equal(0.5, new LangevinSteps(0.1, 5).FactorOf(new LangevinSteps(0.1, 5).EntryOf(scale, inverseTemperature)));

    [Fact]
    public void A_single_noise_scale_needs_no_range() => Assert.InRange(new LangevinSteps(2, 2).EntryOf(2, 1), 0, 239);

    [Fact]
    public void Saved_and_loaded_they_are_the_same()
    {
        LangevinSteps steps = new(0.1, 5);
        steps.Count(steps.EntryOf(1, 1), 90, 100);
        steps.Adapt();
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
        steps.Save(section);

        LangevinSteps loaded = new(0.1, 5);
        loaded.Load(section);

        Assert.All(Enumerable.Range(0, 240), entry => Assert.Equal(steps.FactorOf(entry), loaded.FactorOf(entry)));
    }
}
