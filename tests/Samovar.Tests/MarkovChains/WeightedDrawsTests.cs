using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;

namespace Samovar.Tests.MarkovChains;

public sealed class WeightedDrawsTests
{
    private static readonly double[] Weights = [0.05, 0.3, 0, 0.21, 0.44];

    [Fact]
    public void Resampled_draws_are_the_points_of_weight_each_with_its_share()
    {
        float[] chosen = Draws(0).Resampled(100, RandomStream.FromSeed(1)).Values.ToArray();

        Assert.Equal(chosen.Order(), chosen);
        Assert.All(Weights.Index(), weight => Assert.InRange(chosen.Count(value => value == weight.Index), (100 * weight.Item) - 1, (100 * weight.Item) + 1));
    }

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
    public void Draws_without_any_weight_estimate_a_normalizer_of_zero_and_cannot_be_resampled()
    {
        WeightedDraws lost = new(new Batch(2, 1), [double.NegativeInfinity, double.NegativeInfinity]);

        Assert.Equal(double.NegativeInfinity, lost.LogNormalizer);
        Assert.Equal(0, lost.EffectiveSampleSize);
        Assert.Throws<ArgumentException>(() => lost.Resampled(1, RandomStream.FromSeed(1)));
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
