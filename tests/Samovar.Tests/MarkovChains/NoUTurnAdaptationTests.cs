using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Targets;

namespace Samovar.Tests.MarkovChains;

public sealed class NoUTurnAdaptationTests
{
    [Theory]
    [InlineData(0, new int[0], new int[0])]
    [InlineData(19, new int[0], new[] { 19 })]
    [InlineData(100, new[] { 75 }, new[] { 15, 10 })]
    [InlineData(150, new[] { 25 }, new[] { 75, 20, 10, 10, 10 })]
    [InlineData(500, new[] { 25, 50, 100, 200 }, new[] { 75, 20, 10, 10, 10 })]
    [InlineData(1_000, new[] { 25, 50, 100, 200, 500 }, new[] { 75, 20, 10, 10, 10 })]
    public void Windows_double_between_two_fast_ends(int warmUp, int[] slow, int[] fast)
    {
        IReadOnlyList<NoUTurnWindow> windows = NoUTurnWindow.Of(warmUp);

        Assert.Equal(slow, windows.Where(window => window.Purpose == NoUTurnPurpose.Map).Select(window => window.Steps));
        Assert.Equal(fast, windows.Where(window => window.Purpose != NoUTurnPurpose.Map).Select(window => window.Steps));
        Assert.Equal(warmUp, windows.Sum(window => window.Steps));
    }

    /// <summary>800 transitions after warm-up say the acceptance to 0.01; the corrections are as sure. False-alarm rate 1e-4.</summary>
    [Theory]
    [InlineData(0.65)]
    [InlineData(0.8)]
    [InlineData(0.9)]
    public void The_acceptance_aimed_at_is_reached(double acceptance)
    {
        Gaussian target = new(new GaussianOptions { Dimension = 20, Correlation = 0.7 });

        NoUTurnRun run = new NoUTurnSampler(new NoUTurnOptions { WarmUp = 300, Acceptance = acceptance })
            .Run(target, NoUTurnSamplerTests.Starts(target, 16, 2), 50, RandomStream.FromSeed(1));

        Assert.Equal(acceptance, run.Acceptance, 0.06);
    }

    /// <summary>Points (±1, ±2) about (5, 0): variances 4/3·(1, 4); n/(n + 5) = 4/9, and 0.001·5/9 is added.</summary>
    [Fact]
    public void The_covariance_is_regularised_as_in_Stan()
    {
        ChainTrace trace = new(2, 2, 2);
        new float[] { 6, 2, 6, -2, 4, 2, 4, -2 }.CopyTo(trace.Points.Values);
        double first = (4.0 / 9 * 4 / 3) + (0.005 / 9);
        double second = (4.0 / 9 * 16 / 3) + (0.005 / 9);

        AffineMap map = NoUTurnMap.Of(trace, largestDenseDimension: 100);

        Assert.Equal(0.5 * Math.Log(first * second), map.LogDeterminant, 1e-9);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public void Draws_seen_through_their_map_are_white(int largestDenseDimension)
    {
        ChainTrace trace = new(4, 500, 2);
        RandomStream.FromSeed(1).FillNormal(trace.Points.Values);
        for (int index = 0; index < trace.Points.Count; index++)
        {
            trace.Points[index, 1] = 10 * (trace.Points[index, 1] + (largestDenseDimension == 0 ? 0 : trace.Points[index, 0]));
        }

        NoUTurnMap.Of(trace, largestDenseDimension).Invert(trace.Points, trace.Points);

        double Moment(int first, int second) => Enumerable.Range(0, trace.Points.Count).Average(row => (double)trace.Points[row, first] * trace.Points[row, second]);
        Assert.Equal(1, Moment(0, 0), 0.01);
        Assert.Equal(1, Moment(1, 1), 0.01);
        Assert.Equal(0, Moment(0, 1), largestDenseDimension == 0 ? 0.1 : 0.01);
    }

    [Fact]
    public void A_map_and_its_inverse_cancel()
    {
        Batch points = new(37, 3);
        RandomStream.FromSeed(2).FillNormal(points.Values);
        Batch back = points.Slice(0, points.Count);
        AffineMap map = new([1, 2, 3], new double[,] { { 4, 1, 0 }, { 1, 3, 1 }, { 0, 1, 2 } });

        map.Invert(back, back);
        map.Apply(back.Values);

        Assert.All(Enumerable.Range(0, back.Values.Length), index => Assert.Equal(points.Values[index], back.Values[index], 1e-5));
    }

    [Fact]
    public void A_diagonal_map_is_the_full_map_of_a_diagonal_matrix()
    {
        Batch white = new(5, 2);
        RandomStream.FromSeed(2).FillNormal(white.Values);
        AffineMap full = new([1, 2], new double[,] { { 4, 0 }, { 0, 9 } });
        AffineMap diagonal = AffineMap.Diagonal([1, 2], [4, 9]);
        Batch left = new(5, 2);
        Batch right = new(5, 2);

        full.Apply(white, left);
        diagonal.Apply(white, right);

        Assert.True(left.Values.SequenceEqual(right.Values));
        full.PullBack(left);
        diagonal.PullBack(right);
        Assert.True(left.Values.SequenceEqual(right.Values));
        Assert.Equal(full.LogDeterminant, diagonal.LogDeterminant, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_variance_that_is_none_is_refused(double variance) =>
        Assert.Contains("Variance 1", Assert.Throws<ArgumentException>(() => AffineMap.Diagonal([0, 0], [1, variance])).Message, StringComparison.Ordinal);
}
