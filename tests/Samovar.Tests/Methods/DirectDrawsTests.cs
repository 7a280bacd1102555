using Samovar.Compute;
using Samovar.Methods;

namespace Samovar.Tests.Methods;

public sealed class DirectDrawsTests
{
    [Fact]
    public void Weights_sum_to_one_whatever_constant_the_logarithms_have()
    {
        DirectDraws draws = new(new Batch(3, 1)) { LogWeights = [-5_000, -5_000 + Math.Log(2), double.NegativeInfinity] };

        IReadOnlyList<double> weights = draws.Weights()!;

        Assert.Equal(1.0 / 3, weights[0], 12);
        Assert.Equal(2.0 / 3, weights[1], 12);
        Assert.Equal(0, weights[2]);
    }

    [Fact]
    public void Equal_and_lost_weights_are_none()
    {
        Assert.Null(new DirectDraws(new Batch(2, 1)).Weights());
        Assert.Null((new DirectDraws(new Batch(1, 1)) { LogWeights = [double.NegativeInfinity] }).Weights());
    }

    [Fact]
    public void Errors_of_a_method_are_not_hidden()
    {
        Assert.Throws<InvalidOperationException>(() => (new DirectDraws(new Batch(2, 1)) { LogWeights = [0] }).Weights());
        Assert.Throws<InvalidOperationException>(() => (new DirectDraws(new Batch(1, 1)) { LogWeights = [double.NaN] }).Weights());
    }

    [Fact]
    public void Asking_for_nothing_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new DirectRequest(0, 1));

    [Fact]
    public void A_listener_hears_of_progress()
    {
        List<DirectProgress> heard = [];

        (new DirectRequest(1, 1) { Progress = heard.Add }).Tell(0.25, "warming up");
        new DirectRequest(1, 1).Tell(0.5, "drawing");

        Assert.Equal([new DirectProgress(0.25, "warming up")], heard);
    }
}
