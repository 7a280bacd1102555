using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

public sealed class KernelSteinTests
{
    private static readonly ITarget Normal = Target.FromEnergy(1, x => 0.5 * TracedMath.Sum(x * x), "normal");

    /// <summary>
    /// Of N(μ, 1) against N(0, 1) the squared discrepancy is μ² E k over two draws, by quadrature over their difference N(0, 2). Within 5 errors of 20 repetitions:
    /// false-alarm rate 1e-4 in each case.
    /// </summary>
    [Theory]
    [InlineData(0f)]
    [InlineData(0.5f)]
    public void A_shifted_Gaussian_has_the_closed_form(float shift)
    {
        List<double> excess = [];
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Batch points = Drawn(800, shift, 1, seed);
            (double scale, double single) = ScaleOf(points);
            excess.Add(KernelStein.Of(points, Normal)!.Value.Value - (shift * shift * MeanKernel(scale) / single));
        }

        double mean = excess.Average();
        double error = Math.Sqrt(excess.Sum(value => (value - mean) * (value - mean)) / 19 / 20);
        Assert.InRange(mean, -5 * error, 5 * error);
        Assert.True(error < 0.01, $"the error {error} is too large to see anything");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    public void Sums_in_vectors_agree_with_plain_ones(int count)
    {
        Gaussian target = new(new GaussianOptions());
        Batch points = new(count, target.Dimension);
        RandomStream.FromSeed(3).FillNormal(points.Values);
        Batch score = new(count, target.Dimension);
        target.LogDensityAndScore(points, new double[count], score);
        double median = Enumerable.Range(0, count).Select(row => score.Row(row).ToArray().Sum(value => (double)value * value)).Order().ElementAt(count / 2);
        double scale = target.Dimension * target.Dimension / median;
        double sum = 0;
        for (int row = 0; row < count; row++)
        {
            for (int other = 0; other < count; other++)
            {
                sum += row == other ? 0 : KernelStein.Pair(points.Row(row), points.Row(other), score.Row(row), score.Row(other), scale);
            }
        }

        double single = (median / Math.Sqrt(scale)) + (target.Dimension / Math.Pow(scale, 1.5));
        Assert.Equal(sum / count / (count - 1) / single, KernelStein.Of(points, target)!.Value.Value, 1e-4);
    }

    /// <summary>Ten samples of the law stay within five of their errors of 0, though these are conservative; too wide and too narrow ones do not. False-alarm rate below 1e-5.</summary>
    [Fact]
    public void Wrong_widths_are_seen_without_exact_draws_and_right_ones_are_not()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Measurement.Measured right = Measure(Drawn(1_000, 0, 1, seed));

            Assert.Null(right.Floor);
            Assert.InRange(right.Value, -5 * right.StandardError, 5 * right.StandardError);
            Assert.True(Measure(Drawn(1_000, 0, 1.5f, seed)) is var wide && wide.Value > 5 * wide.StandardError, wide.ToString());
            Assert.True(Measure(Drawn(1_000, 0, 0.6f, seed)) is var narrow && narrow.Value > 5 * narrow.StandardError, narrow.ToString());
        }
    }

    [Fact]
    public void A_few_far_strays_do_not_hide_themselves()
    {
        Batch points = Drawn(1_000, 0, 1, 1);
        for (int row = 0; row < 20; row++)
        {
            points[row, 0] = 50 + row;
        }

        Assert.True(Measure(points).Value > 0.05, Measure(points).ToString());
    }

    private static Measurement.Measured Measure(Batch points) =>
        Assert.IsType<Measurement.Measured>(new KernelStein().Measure(new Draws(points, EvaluationCost.None), Normal, RandomStream.FromSeed(1)));

    private static (double Scale, double Single) ScaleOf(Batch points)
    {
        double median = points.Values.ToArray().Select(value => (double)value * value).Order().ElementAt(points.Count / 2);
        double scale = 1 / median;
        return (scale, (median / Math.Sqrt(scale)) + Math.Pow(scale, -1.5));
    }

    private static double MeanKernel(double scale)
    {
        const int Steps = 4_000;
        const double Reach = 12;
        double Term(int index)
        {
            double z = Reach * (((2.0 * index) / Steps) - 1);
            return Math.Exp(-z * z / 4) / Math.Sqrt(4 * Math.PI) / Math.Sqrt(scale + (z * z));
        }

        return 2 * Reach / Steps * Enumerable.Range(0, Steps + 1).Sum(Term);
    }

    private static Batch Drawn(int count, float shift, float width, ulong seed)
    {
        Batch points = new(count, 1);
        RandomStream.FromSeed(seed).FillNormal(points.Values);
        foreach (ref float value in points.Values)
        {
            value = shift + (width * value);
        }

        return points;
    }
}
