using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Metrics;

/// <summary>Distances between samples against closed forms.</summary>
public sealed class TwoSampleMetricTests
{
    private static readonly ITarget Hill = new Gaussian(new GaussianOptions());

    /// <summary>No law can be carried by a constant for less than its length, and the identity does it: exact for any sample.</summary>
    [Fact]
    public void Points_moved_by_a_constant_are_as_far_as_the_constant()
    {
        Batch points = Normal(300, 3, seed: 1);
        Batch moved = Moved(points, 0.6f);
        double length = 0.6 * Math.Sqrt(3);

        Assert.Equal(length, ExactWasserstein.FirstOrder(points, moved), 1e-5);
        Assert.Equal(length, ExactWasserstein.Distance(points, moved), 1e-5);
        Assert.Equal(length * length, SinkhornDivergence.Of(points, moved, 0.3), 2e-3);
        Assert.Equal(0, SinkhornDivergence.Of(points, points, 0.3), 1e-4);
    }

    /// <summary>Along a line the best pairing is that of the ranks, whatever the cost.</summary>
    [Fact]
    public void On_a_line_the_first_order_distance_pairs_ranks()
    {
        float[] left = Normal(257, 1, seed: 2).Values.ToArray();
        float[] right = Moved(Normal(257, 1, seed: 3), 0.4f).Values.ToArray();

        double paired = left.Order().Zip(right.Order(), (one, two) => Math.Abs((double)one - two)).Average();

        Assert.Equal(paired, ExactWasserstein.FirstOrder(Line(left), Line(right)), 1e-5);
    }

    /// <summary>Of N(0, 1) and N(μ, 1): 2 E|N(μ, 2)| − 4/√π. Within five errors of 20 repetitions: false-alarm rate 1e-4.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_energy_distance_of_two_Gaussians_is_the_closed_form(float shift)
    {
        const int Count = 1_000;
        double between = (2 / Math.Sqrt(Math.PI) * Math.Exp(-shift * shift / 4)) + (shift * Erf(shift / 2));
        double within = 2 / Math.Sqrt(Math.PI);
        double expected = (2 * between) - (2 * within * (Count - 1) / Count);

        AssertMean(expected, index => EnergyDistance.Of(Normal(Count, 1, seed: 10 + (ulong)index), Moved(Normal(Count, 1, seed: 50 + (ulong)index), shift)));
    }

    /// <summary>Of N(0, 1) and N(μ, 1) a Gaussian kernel of width w has mean w/√(w² + 2) · exp(−μ²/(2(w² + 2))). False-alarm rate 1e-4.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_mean_discrepancy_of_two_Gaussians_is_the_closed_form(float shift)
    {
        const double Median = 1.1;
        double expected = new[] { 0.125, 0.25, 0.5, 1, 2 }.Average(factor =>
        {
            double square = factor * factor * Median * Median;
            return 2 * Math.Sqrt(square / (square + 2)) * (1 - Math.Exp(-shift * shift / (2 * (square + 2))));
        });

        AssertMean(expected, index => MaximumMeanDiscrepancy.Of(Normal(1_000, 1, seed: 10 + (ulong)index), Moved(Normal(1_000, 1, seed: 50 + (ulong)index), shift), Median));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    public void Sums_in_vectors_agree_with_plain_ones(int count)
    {
        Batch left = Normal(count, 3, seed: 4);
        Batch right = Normal(count, 3, seed: 5);
        double Mean(Batch one, Batch two, Func<double, double> of, bool apart) =>
            (from row in Enumerable.Range(0, count) from other in Enumerable.Range(0, count) where !apart || row != other select of(Squared(one.Row(row), two.Row(other)))).Average();
        double discrepancy = Mean(left, left, Kernel, true) + Mean(right, right, Kernel, true) - (2 * Mean(left, right, Kernel, false));
        double energy = (2 * Mean(left, right, Math.Sqrt, false)) - Mean(left, left, Math.Sqrt, false) - Mean(right, right, Math.Sqrt, false);

        Assert.Equal(discrepancy, MaximumMeanDiscrepancy.Of(left, right, 0.9), 1e-5);
        Assert.Equal(energy, EnergyDistance.Of(left, right), 1e-5);
    }

    [Fact]
    public void Distribution_functions_are_compared_at_ties_too()
    {
        Assert.Equal(0.5, MarginalKs.Gap([1f, 1f, 2f, 3f], [2f, 2f, 3f, 3f]), 1e-12);
        Assert.Equal(0, MarginalKs.Gap([3f, 1f, 2f], [1f, 2f, 3f]), 1e-12);
        Assert.Equal(1, MarginalKs.Gap([1f, 2f], [3f, 4f]), 1e-12);
    }

    /// <summary>Two samples of one law: within five binomial errors of ½, false-alarm rate 1e-6. A shift by one deviation: the best accuracy is Φ(½) = 0.691.</summary>
    [Fact]
    public void The_classifier_is_as_good_as_the_best_one_for_shifted_Gaussians()
    {
        (double blind, int judged) = TwoSampleClassifier.Measure(Normal(2_000, 2, seed: 6), Normal(2_000, 2, seed: 7), RandomStream.FromSeed(1));
        (double seeing, _) = TwoSampleClassifier.Measure(Normal(2_000, 1, seed: 8), Moved(Normal(2_000, 1, seed: 9), 1), RandomStream.FromSeed(2));

        Assert.Equal(2_000, judged);
        Assert.InRange(blind, 0.5 - (2.5 / Math.Sqrt(judged)), 0.5 + (2.5 / Math.Sqrt(judged)));
        Assert.InRange(seeing, 0.64, 0.73);
    }

    [Fact]
    public void Floors_do_not_depend_on_who_asks_first_and_are_shared_between_runs()
    {
        Gaussian one = new(new GaussianOptions());
        Gaussian two = new(new GaussianOptions());
        double? Floor(ITarget target, ulong seed) => Assert.IsType<Measurement.Measured>(
            new EnergyDistance().Measure(new Draws(TargetLaws.Draw(target, 400, seed), EvaluationCost.None), target, RandomStream.FromSeed(seed))).Floor;

        double? first = Floor(one, 1);

        Assert.Equal(first, Floor(one, 2));
        Assert.Equal(first, Floor(two, 3));
    }

    [Fact]
    public void Copies_are_counted()
    {
        Batch points = TargetLaws.Draw(Hill, 100, seed: 1);
        for (int row = 50; row < 100; row++)
        {
            points.Row(row - 50).CopyTo(points.Row(row));
        }

        Measurement.Measured measured = Assert.IsType<Measurement.Measured>(new DistinctDraws().Measure(new Draws(points, EvaluationCost.None), Hill, RandomStream.FromSeed(1)));

        Assert.Equal(0.5, measured.Value, 1e-12);
    }

    private static double Kernel(double squared) => MaximumMeanDiscrepancy.Kernel(squared, 0.9);

    private static void AssertMean(double expected, Func<int, double> draw)
    {
        double[] values = [.. Enumerable.Range(0, 20).Select(draw)];
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / 19 / 20);
        Assert.InRange(mean, expected - (5 * error), expected + (5 * error));
        Assert.True(error < 0.02, $"the error {error} is too large to see anything");
    }

    /// <summary>By Simpson's rule.</summary>
    private static double Erf(double x)
    {
        const int Steps = 200;
        double Density(int index) => Math.Exp(-Math.Pow(x * index / Steps, 2));
        return 2 / Math.Sqrt(Math.PI) * x / Steps / 3 * Enumerable.Range(0, Steps + 1).Sum(index => (index is 0 or Steps ? 1 : index % 2 == 1 ? 4 : 2) * Density(index));
    }

    private static double Squared(ReadOnlySpan<float> one, ReadOnlySpan<float> two)
    {
        double sum = 0;
        for (int column = 0; column < one.Length; column++)
        {
            sum += ((double)one[column] - two[column]) * ((double)one[column] - two[column]);
        }

        return sum;
    }

    private static Batch Line(float[] values)
    {
        Batch points = new(values.Length, 1);
        values.CopyTo(points.Values);
        return points;
    }

    private static Batch Normal(int count, int dimension, ulong seed)
    {
        Batch points = new(count, dimension);
        RandomStream.FromSeed(seed).FillNormal(points.Values);
        return points;
    }

    private static Batch Moved(Batch points, float shift)
    {
        Batch moved = new(points.Count, points.Dimension);
        for (int place = 0; place < moved.Values.Length; place++)
        {
            moved.Values[place] = points.Values[place] + shift;
        }

        return moved;
    }
}
