using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains;

public sealed class WeightedDrawsTests
{
    private static readonly double[] Weights = [0.05, 0.3, 0, 0.21, 0.44];

    [Fact]
    public void Systematic_resampling_gives_every_point_its_share_rounded_up_or_down()
    {
        RandomStream random = RandomStream.FromSeed(1);

        Assert.All(Enumerable.Range(0, 200), _ =>
        {
            int[] counts = Counts(10, random);
            Assert.Equal(10, counts.Sum());
            Assert.All(counts.Index(), count => Assert.InRange(count.Item, Math.Floor(10 * Weights[count.Index]), Math.Ceiling(10 * Weights[count.Index])));
        });
    }

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void Systematic_resampling_is_unbiased() => Assert.InRange(WorstBias(Weights), 0, TargetLaws.Deviations(1e-6, Weights.Length));

    [Fact]
    public void The_test_catches_a_weight_that_is_a_little_off() =>
        Assert.True(WorstBias([0.08, 0.27, 0, 0.21, 0.44]) > TargetLaws.Deviations(1e-6, Weights.Length));

    [Fact]
    public void A_constant_in_the_logarithms_changes_only_the_normalizer()
    {
        WeightedDraws draws = Draws(0);
        WeightedDraws heavy = Draws(5_000);

        Assert.Equal(draws.LogNormalizer + 5_000, heavy.LogNormalizer, 1e-9);
        Assert.Equal(draws.LogNormalizerError, heavy.LogNormalizerError, 1e-9);
        Assert.Equal(draws.EffectiveSampleSize, heavy.EffectiveSampleSize, 1e-9);
        Assert.Equal(1 / Weights.Sum(weight => weight * weight), draws.EffectiveSampleSize, 1e-9);
        Assert.Equal(Math.Log(0.2), draws.LogNormalizer, 1e-9);
    }

    [Fact]
    public void Draws_without_any_weight_estimate_a_normalizer_of_zero()
    {
        WeightedDraws lost = new(new Batch(2, 1), [double.NegativeInfinity, double.NegativeInfinity]);

        Assert.Equal(double.NegativeInfinity, lost.LogNormalizer);
        Assert.Equal(0, lost.EffectiveSampleSize);
    }

    /// <summary>Largest |z| of mean counts against expected weights; a count of a fractional part f varies by f(1 − f), with room where there is none.</summary>
    private static double WorstBias(double[] expected)
    {
        const int Repeats = 5_000;
        RandomStream random = RandomStream.FromSeed(2);
        double[] sums = new double[Weights.Length];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            foreach ((int index, int count) in Counts(3, random).Index())
            {
                sums[index] += count;
            }
        }

        return sums.Index().Max(sum =>
        {
            double fraction = 3 * expected[sum.Index] % 1;
            return Math.Abs((sum.Item / Repeats) - (3 * expected[sum.Index])) / Math.Sqrt(Math.Max(fraction * (1 - fraction), 0.01) / Repeats);
        });
    }

    private static int[] Counts(int count, RandomStream random)
    {
        float[] chosen = Draws(0).Resampled(count, random).Values.ToArray();
        return [.. Enumerable.Range(0, Weights.Length).Select(index => chosen.Count(value => value == index))];
    }

    private static WeightedDraws Draws(double constant)
    {
        Batch points = new(Weights.Length, 1);
        for (int index = 0; index < Weights.Length; index++)
        {
            points[index, 0] = index;
        }

        return new WeightedDraws(points, [.. Weights.Select(weight => Math.Log(weight) + constant)]);
    }
}
