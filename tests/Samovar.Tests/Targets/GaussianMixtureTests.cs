using Samovar.Compute;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

public sealed class GaussianMixtureTests
{
    [Fact]
    public void Means_of_mog40_are_those_of_the_published_code()
    {
        Mog40 target = new();
        Batch nearFirst = Point(-0.2995f, 21.4577f);
        Batch nearLast = Point(3.6797f, -25.0242f);

        Batch score = new(1, 2);
        target.NoisyScore(nearFirst, 0, score);
        Assert.InRange(Math.Abs(score[0, 0]) + Math.Abs(score[0, 1]), 0, 0.01);

        double[] shares = new double[40];
        target.Responsibilities(nearFirst, shares);
        Assert.InRange(shares[0], 0.95, 1);
        target.Responsibilities(nearLast, shares);
        Assert.InRange(shares[39], 0.95, 1);
    }

    /// <summary>Mean (−2.1405, 1.2400), second moments (446.398, 624.972), entropy 6.859; false-alarm rate 1e-6.</summary>
    [Fact]
    public void Moments_of_mog40_are_those_of_its_card()
    {
        Mog40 target = new();
        Batch draws = TargetLaws.Draw(target, 20_000, seed: 21);
        double[] logDensity = TargetLaws.Evaluate(target, draws).LogDensity;

        double bound = TargetLaws.Deviations(1e-6, 5);
        AssertMean(-2.1405, draws.Count, row => draws[row, 0], bound);
        AssertMean(1.2400, draws.Count, row => draws[row, 1], bound);
        AssertMean(446.398, draws.Count, row => draws[row, 0] * draws[row, 0], bound);
        AssertMean(624.972, draws.Count, row => draws[row, 1] * draws[row, 1], bound);
        AssertMean(6.8591, draws.Count, row => -logDensity[row], bound);
    }

    [Fact]
    public void Responsibilities_sum_to_one_everywhere()
    {
        Mog40 target = new();
        Batch points = new(3, 2);
        points[1, 0] = 1e4f;
        points[2, 1] = -300;
        double[] shares = new double[3 * 40];

        target.Responsibilities(points, shares);

        Assert.All(Enumerable.Range(0, 3), row => Assert.Equal(1, shares.AsSpan(row * 40, 40).ToArray().Sum(), 1e-12));
    }

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void Unequal_weights_are_drawn_as_often_as_stated()
    {
        Lopsided target = new();
        Batch draws = TargetLaws.Draw(target, 10_000, seed: 22);

        AssertMean(0.1, draws.Count, row => draws[row, 0] > 0 ? 1 : 0, TargetLaws.Deviations(1e-6, 1));
    }

    [Fact]
    public void Weights_that_do_not_sum_to_one_are_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Unweighted());
        Assert.Contains("sum 1.5", error.Message, StringComparison.Ordinal);
    }

    private static Batch Point(float x, float y)
    {
        Batch point = new(1, 2);
        (point[0, 0], point[0, 1]) = (x, y);
        return point;
    }

    private static void AssertMean(double expected, int count, Func<int, double> value, double deviations)
    {
        double mean = Enumerable.Range(0, count).Average(value);
        double error = Math.Sqrt(Enumerable.Range(0, count).Average(row => Math.Pow(value(row) - mean, 2)) / count);
        Assert.InRange(mean, expected - (deviations * error), expected + (deviations * error));
    }

    private sealed class Lopsided() : GaussianMixture("lopsided", new double[,] { { -10 }, { 10 } }, [0.9, 0.1], 1);

    private sealed class Unweighted() : GaussianMixture("unweighted", new double[,] { { -10 }, { 10 } }, [0.5, 1], 1);
}
