using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Tempering;
using Samovar.Methods;
using Samovar.Targets;
using Samovar.Tests.Contracts;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.MarkovChains;

public sealed class AnnealedImportanceSamplingTests
{
    private static readonly AnnealedImportanceSampling Sampling = Even(30, 0.03);

    /// <summary>∫ exp(−(x − 1)²/2) over 3 dimensions: ln Z = 1.5 ln 2π. False-alarm rate 1e-6.</summary>
    [Fact]
    public void The_normalizer_of_a_gaussian_is_found()
    {
        ITarget target = Target.FromEnergy(3, x => 0.5 * Sum(Square(x - 1)));

        AssertNormalizer(target, 1.5 * Math.Log(2 * Math.PI));
    }

    /// <summary>A normalized mixture times 7. False-alarm rate 1e-6.</summary>
    [Fact]
    public void The_normalizer_of_a_mixture_is_found()
    {
        ITarget target = Target.FromEnergy(2, x => -LogSumExp(Stack(Component(x, -2, 0.3), Component(x, 1.5, 0.7))) - Math.Log(7));

        AssertNormalizer(target, Math.Log(7));
    }

    [Fact]
    public void The_test_catches_weights_of_a_density_that_is_a_fifth_too_heavy()
    {
        ITarget target = Target.FromEnergy(3, x => (0.5 * Sum(Square(x - 1))) - Math.Log(1.2));

        Assert.True(Deviation(target, 1.5 * Math.Log(2 * Math.PI)) > TargetLaws.Deviations(1e-6, 1));
    }

    /// <summary>Weighted means, against 1 in every coordinate and a tolerance of five standard errors.</summary>
    [Fact]
    public void Weighted_draws_have_the_mean_of_the_target()
    {
        WeightedDraws draws = Sampling.Forward(new Gaussian(new GaussianOptions { Dimension = 2 }), ReferenceFit.Isotropic(2, 3), 2_000, RandomStream.FromSeed(2));
        double[] weights = [.. draws.LogWeights.Select(Math.Exp)];

        double mean = Enumerable.Range(0, 2_000).Sum(row => weights[row] * draws.Points[row, 1]) / weights.Sum();

        Assert.Equal(1, mean, 5 / Math.Sqrt(draws.EffectiveSampleSize));
    }

    [Fact]
    public void More_temperatures_make_weights_more_even()
    {
        ITarget target = new Gaussian(new GaussianOptions { Dimension = 4, Correlation = 0.8 });

        double few = Draw(1).EffectiveSampleSize;
        double many = Draw(40).EffectiveSampleSize;

        Assert.True(many > 3 * few, $"{many} with many, {few} with one temperature.");

        WeightedDraws Draw(int temperatures) =>
            Even(temperatures, 0.01).Forward(target, ReferenceFit.Isotropic(4, 3), 1_000, RandomStream.FromSeed(4));
    }

    /// <summary>From exact draws the mean reverse weight estimates 1/Z without bias. False-alarm rate 1e-6.</summary>
    [Fact]
    public void Reverse_chains_find_the_inverse_of_the_normalizer()
    {
        ITarget target = new DoubleWell();
        WeightedDraws draws = Sampling.Reverse(target, ReferenceFit.Isotropic(2, 2), TargetLaws.Draw(target, 4_000, seed: 6), RandomStream.FromSeed(7));

        double deviation = Math.Abs(Math.Exp(draws.LogNormalizer + target.Capability<IHasLogNormalizer>()!.LogNormalizer) - 1) / draws.LogNormalizerError;

        Assert.InRange(deviation, 0, TargetLaws.Deviations(1e-6, 1));
    }

    [Fact]
    public void Mean_log_weights_of_both_directions_hold_the_normalizer_between_them()
    {
        ITarget target = new DoubleWell();
        double exact = target.Capability<IHasLogNormalizer>()!.LogNormalizer;

        double lower = Sampling.Forward(target, ReferenceFit.Isotropic(2, 2), 1_000, RandomStream.FromSeed(1)).LogWeights.Average();
        double upper = -Sampling.Reverse(target, ReferenceFit.Isotropic(2, 2), TargetLaws.Draw(target, 1_000, seed: 2), RandomStream.FromSeed(3)).LogWeights.Average();

        Assert.InRange(exact, lower, upper);
    }

    [Fact]
    public void A_schedule_that_falls_is_refused() => Assert.Throws<ArgumentException>(() => TemperatureSchedule.Of([0, 0.7, 0.5, 1]));

    private static AnnealedImportanceSampling Even(int steps, double stepSize) => new(
        new AnnealingSchedule(
            TemperatureSchedule.Of([.. Enumerable.Range(0, steps + 1).Select(step => (double)step / steps)]), [.. Enumerable.Repeat(stepSize, steps + 1)]),
        new Mala(stepSize));

    private static void AssertNormalizer(ITarget target, double expected) => Assert.InRange(Deviation(target, expected), 0, TargetLaws.Deviations(1e-6, 1));

    /// <summary>The mean weight over the exact normalizer, less 1, in standard errors: unbiased, unlike the logarithm.</summary>
    private static double Deviation(ITarget target, double expected)
    {
        WeightedDraws draws = Sampling.Forward(target, ReferenceFit.Isotropic(target.Dimension, 3), 4_000, RandomStream.FromSeed(1));
        return Math.Abs(Math.Exp(draws.LogNormalizer - expected) - 1) / draws.LogNormalizerError;
    }

    private static Traced Component(Traced x, double centre, double weight) =>
        Math.Log(weight / (2 * Math.PI * 0.25)) - (0.5 / 0.25 * Sum(Square(x - centre)));
}
