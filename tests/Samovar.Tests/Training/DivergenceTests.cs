using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Training;

public sealed class DivergenceTests
{
    private const int WarmUp = 3;

    /// <summary>√(−1 − x²): not a number anywhere; and not a number in a corner that the draws reach.</summary>
    private static readonly ITarget Nowhere = Target.FromEnergy(2, x => Sum(Sqrt(-1 - Square(x))));
    private static readonly ITarget Corner = Target.FromEnergy(2, x => (0.5 * Sum(Square(x))) + Sqrt(1 - x[0]));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_energy_that_is_not_a_number_stops_the_generator_step_and_leaves_its_parameters_alone(bool nowhere)
    {
        ObjectiveSession<OneStepGenerator> session = SmallSessions.Of(nowhere ? Nowhere : Corner);
        SmallSessions.Advance(session, WarmUp);
        float[] before = Values(session);

        (string Phase, string Quantity)? divergence = session.Advance();

        Assert.Equal(("generator", "loss"), divergence);
        Assert.Equal(WarmUp, session.CompletedSteps);
        Assert.Equal(before, Values(session));
        Assert.Equal(divergence, session.Advance());
        Assert.Equal(before, Values(session));
    }

    [Fact]
    public void The_trainer_returns_a_run_that_diverged()
    {
        RunPlan plan = new("nowhere", new Dictionary<string, string>(), "dikl", "default", 5, SmallSessions.Steps);

        Run run = new Trainer(new TrainerOptions(), TimeProvider.System).Train(SmallSessions.Of(Nowhere), plan, [], null, CancellationToken.None);

        Assert.Equal(new RunOutcome.Diverged(WarmUp, "generator", "loss"), run.Outcome);
    }

    /// <summary>A finite loss with a gradient that overflows.</summary>
    [Fact]
    public void A_gradient_that_is_not_finite_leaves_the_parameters_alone()
    {
        Scalar trained = new();
        TrainingStep step = new(new TrainingState(RandomStream.FromSeed(1)), 0, 10, RandomStream.FromSeed(2));
        Batch input = new(4, 1);

        double loss = step.Minimize("phase", trained, new AdamOptions(), inputs => MeanOverPoints(Sqrt(Square(inputs[0].Use(trained.Value) - 2) + (0 * inputs[0]))), input);

        Assert.Equal(0, loss);
        Assert.Equal(2, trained.Value.Row(0)[0]);
        Assert.True(double.IsNaN(step.Minimize("other", trained, new AdamOptions(), inputs => MeanOverPoints(inputs[0].Use(trained.Value) * inputs[0]), input)));
        Assert.Equal(2, trained.Value.Row(0)[0]);
    }

    [Fact]
    public void A_loss_of_the_wrong_shape_is_refused_with_advice()
    {
        Scalar trained = new();
        TrainingStep step = new(new TrainingState(RandomStream.FromSeed(1)), 0, 10, RandomStream.FromSeed(2));

        string message = Assert.Throws<ArgumentException>(
            () => step.Minimize("phase", trained, new AdamOptions(), inputs => inputs[0] * inputs[0].Use(trained.Value), new Batch(4, 1))).Message;

        Assert.Contains("'phase'", message, StringComparison.Ordinal);
        Assert.Contains("MeanOverPoints", message, StringComparison.Ordinal);
    }

    private static float[] Values(TrainingSession session) => [.. session.Sampler.Parameters.SelectMany(parameter => parameter.Memory.Span.ToArray())];

    private sealed class Scalar : ITrainable
    {
        public Scalar() => Value.Row(0)[0] = 2;

        public Parameter Value { get; } = new("value", 1, 1);

        public IReadOnlyList<Parameter> Parameters => [Value];
    }
}
