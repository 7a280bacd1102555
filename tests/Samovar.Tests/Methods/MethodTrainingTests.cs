using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Tests.Methods;

public sealed class MethodTrainingTests
{
    private static readonly Gaussian Target = new(new GaussianOptions());

    [Fact]
    public void A_density_is_learned_and_drawn_from_in_two_calls()
    {
        TrainedSampler trained = new Dikl().Train(Target, "quick", seed: 3, steps: 20);

        Assert.IsType<RunOutcome.Completed>(trained.Run.Outcome);
        Assert.Equal(("dikl", 20), (trained.Run.Plan.Method, trained.Run.Plan.Steps));
        float First(ulong seed) => trained.Draw(7, seed).Points[0, 0];
        Assert.Equal(First(5), First(5));
        Assert.NotEqual(First(5), First(6));
    }

    [Fact]
    public void Samplers_that_need_the_density_again_get_it() =>
        Assert.NotNull(new Tb().Train(Target, "quick", seed: 3, steps: 2).Draw(7).LogWeights);

    [Fact]
    public void Rows_are_learned_the_same_way()
    {
        TrainedSampler trained = new Gcd(new GcdSettings()).Train(DataSet.Of(new EightGaussians()), "quick", steps: 3);

        Assert.Equal(2, trained.Draw(7).Points.Dimension);
    }

    [Fact]
    public void Unknown_presets_and_impossible_targets_are_refused_in_words()
    {
        Assert.Contains("quick, default, paper", Assert.Throws<ArgumentException>(() => new Dikl().Train(Target, "fast")).Message, StringComparison.Ordinal);
        Assert.Contains("Use preset 'default'", Assert.Throws<ArgumentException>(() => new Dikl().Train(new Dw4(), "paper")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_training_returns_what_was_learned()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();

        TrainedSampler trained = new Dikl().Train(Target, "quick", steps: 20, cancellation: cancellation.Token);

        Assert.Equal(new RunOutcome.Cancelled(0), trained.Run.Outcome);
        Assert.Equal(7, trained.Draw(7).Points.Count);
    }
}
