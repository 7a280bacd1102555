using Samovar.Compute.Graphs;
using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Tests.Training;

public sealed class AdamTests
{
    private static readonly AdamOptions Options = new() { LearningRate = 0.1, Schedule = LearningRateSchedule.Constant, ClipNorm = 5 };

    [Theory]
    [InlineData(LearningRateSchedule.Constant, 0, 1)]
    [InlineData(LearningRateSchedule.Constant, 1, 1)]
    [InlineData(LearningRateSchedule.Cosine, 0, 0.047619)]
    [InlineData(LearningRateSchedule.Cosine, 0.02, 1)]
    [InlineData(LearningRateSchedule.Cosine, 0.51, 0.55)]
    [InlineData(LearningRateSchedule.Cosine, 1, 0.1)]
    [InlineData(LearningRateSchedule.HoldThenLinear, 0.6, 1)]
    [InlineData(LearningRateSchedule.HoldThenLinear, 0.8, 0.55)]
    [InlineData(LearningRateSchedule.HoldThenLinear, 1, 0.1)]
    public void The_learning_rate_follows_its_schedule(LearningRateSchedule schedule, double progress, double share) =>
        Assert.Equal(0.2 * share, new AdamOptions { LearningRate = 0.2, Schedule = schedule, FinalShare = 0.1 }.RateAt(progress), 1e-6);

    [Fact]
    public void The_rate_never_jumps()
    {
        foreach (LearningRateSchedule schedule in Enum.GetValues<LearningRateSchedule>())
        {
            AdamOptions options = new() { LearningRate = 1, Schedule = schedule };
            Assert.All(Enumerable.Range(0, 10_000), step => Assert.InRange(Math.Abs(options.RateAt((step + 1) / 10_000.0) - options.RateAt(step / 10_000.0)), 0, 0.006));
        }
    }

    /// <summary>The first step has the length of the learning rate in every coordinate, whatever the gradient.</summary>
    [Fact]
    public void Long_gradients_are_shortened_and_counted()
    {
        Parameter parameter = new("p", 2, 3);
        Adam adam = new([parameter]);
        SetGradient(parameter, 1);
        Assert.Equal(Math.Sqrt(6), adam.Update(Options, 0), 1e-6);
        Assert.Equal(0, adam.Clipped);
        Assert.Equal(-0.1, parameter.Row(1)[2], 1e-6);

        SetGradient(parameter, -100);

        Assert.Equal(100 * Math.Sqrt(6), adam.Update(Options, 0), 1e-3);
        Assert.Equal(1, adam.Clipped);
        (double first, double second) = ((0.9 * 0.1) - (0.1 * 5 / Math.Sqrt(6)), (0.99 * 0.01) + (0.01 * 25 / 6));
        Assert.Equal(-0.1 - (0.1 * (first / 0.19) / Math.Sqrt(second / (1 - (0.99 * 0.99)))), parameter.Row(0)[0], 1e-5);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_is_refused(float value)
    {
        Parameter parameter = new("p", 2, 3);
        Adam adam = new([parameter]);
        parameter.GradientRow(1)[1] = value;

        Assert.False(double.IsFinite(adam.Update(Options, 0)));
        Assert.All(parameter.Memory.Span.ToArray(), entry => Assert.Equal(0, entry));
    }

    [Fact]
    public void Saved_and_loaded_it_goes_on_as_before()
    {
        Parameter parameter = new("p", 2, 3);
        Adam adam = new([parameter]);
        SetGradient(parameter, 1);
        adam.Update(Options, 0);
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
        adam.Save(section);
        Parameter copy = new("p", 2, 3);
        parameter.Memory.Span.CopyTo(copy.Memory.Span);
        SetGradient(copy, 0.5f);
        SetGradient(parameter, 0.5f);
        Adam loaded = new([copy]);

        loaded.Load(section);
        loaded.Update(Options, 0.3);
        adam.Update(Options, 0.3);

        Assert.Equal(parameter.Memory.Span.ToArray(), copy.Memory.Span.ToArray());
    }

    private static void SetGradient(Parameter parameter, float value)
    {
        for (int row = 0; row < parameter.Rows; row++)
        {
            parameter.GradientRow(row).Fill(value);
        }
    }
}
