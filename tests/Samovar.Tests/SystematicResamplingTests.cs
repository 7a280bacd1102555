using Samovar.Compute.Randomness;

namespace Samovar.Tests;

public sealed class SystematicResamplingTests
{
    private static readonly double[] Weights = [0, 0.1, 0.6, 0, 0.42, 0.88, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1_000)]
    public void Every_item_gets_its_share_rounded_up_or_down(int count)
    {
        RandomStream random = RandomStream.FromSeed(1);
        for (int repeat = 0; repeat < 200; repeat++)
        {
            int[] chosen = Chosen(Weights, random.NextDouble(), count);

            Assert.Equal(chosen.Order(), chosen);
            Assert.All(Weights.Index(), weight => Assert.InRange(
                chosen.Count(item => item == weight.Index), Math.Floor(weight.Item / 2 * count), Math.Ceiling(weight.Item / 2 * count)));
        }
    }

    /// <summary>Over equally spaced uniform numbers the mean count is exact but for the spacing; weights that are a little off are told apart.</summary>
    [Fact]
    public void Mean_counts_are_shares()
    {
        const int Uniforms = 10_000;
        double[] means = new double[Weights.Length];
        for (int number = 0; number < Uniforms; number++)
        {
            foreach (int item in Chosen(Weights, (number + 0.5) / Uniforms, 3))
            {
                means[item] += 1.0 / Uniforms;
            }
        }

        Assert.All(Weights.Index(), weight => Assert.Equal(3 * weight.Item / 2, means[weight.Index], 2.0 / Uniforms));
        Assert.NotEqual(3 * 0.101 / 2, means[1], 2.0 / Uniforms);
    }

    /// <summary>The least and the largest number below 1; sums of tenths round, and so would carry a pointer over the last item of weight.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.9999999999999999)]
    public void An_item_of_no_weight_is_never_chosen_at_the_edges(double uniform)
    {
        for (int count = 1; count < 300; count++)
        {
            double[] weights = [0, 0, .. Enumerable.Repeat(0.1, count % 17 + 1), 0, 0];

            Assert.All(Chosen(weights, uniform, count), item => Assert.InRange(item, 2, weights.Length - 3));
        }
    }

    /// <summary>Single precision is widened, not rounded again, so that the weights of lanes choose as their doubles do.</summary>
    [Fact]
    public void Weights_in_single_precision_choose_as_in_double()
    {
        float[] weights = [.. Enumerable.Range(0, 64).Select(index => (float)Math.Exp(-index * 0.37))];
        int[] chosen = new int[64];

        SystematicResampling.Choose<float>(weights, 0.3, chosen);

        Assert.Equal(Chosen([.. weights.Select(weight => (double)weight)], 0.3, 64), chosen);
    }

    [Theory]
    [InlineData(new[] { 1, double.NaN }, "Weight 1 of 2 is NaN")]
    [InlineData(new[] { double.PositiveInfinity, 1 }, "Weight 0 of 2 is ")]
    [InlineData(new[] { 0.5, 1, -0.1 }, "Weight 2 of 3 is -0.1")]
    [InlineData(new[] { 0.0, 0 }, "The 2 weights sum to 0")]
    [InlineData(new double[0], "The 0 weights sum to 0")]
    [InlineData(new[] { 1e308, 1e308 }, "The 2 weights sum to ")]
    public void What_is_no_weight_is_an_error(double[] weights, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<ArgumentException>(() => Chosen(weights, 0.5, 2)).Message, StringComparison.Ordinal);

    private static int[] Chosen(double[] weights, double uniform, int count)
    {
        int[] chosen = new int[count];
        SystematicResampling.Choose<double>(weights, uniform, chosen);
        return chosen;
    }
}
