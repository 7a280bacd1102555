using System.Numerics;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Diagnostics;

namespace Samovar.Tests.MarkovChains.Diagnostics;

/// <summary>The parts of the diagnostics against numbers worked out by hand.</summary>
public sealed class ChainStatisticsTests
{
    [Fact]
    public void Chains_are_cut_in_two_and_an_odd_middle_is_left_out()
    {
        SplitDraws draws = Draws(2, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        Assert.Equal([1.0, 2, 4, 5, 6, 7, 9, 10], draws.Values);
        Assert.Equal(4, draws.Rows);
    }

    /// <summary>Halves (1, 3) and (5, 7): W = 2, means 2 and 6 with variance 8, so the total is 2/2 + 8 = 9 and R-hat = √4.5.</summary>
    [Fact]
    public void Split_R_hat_of_four_numbers_is_the_one_by_hand()
    {
        ChainVariances variances = ChainVariances.Of(Draws(1, 4, 1, 3, 5, 7));

        Assert.Equal(2, variances.Within, 1e-12);
        Assert.Equal(9, variances.Total, 1e-12);
        Assert.Equal(Math.Sqrt(4.5), variances.RHat, 1e-12);
    }

    /// <summary>Ranks 1, 2.5, 2.5, 4 of four: scores Φ⁻¹ of 0.625/4.25, 1/2, 1/2, 3.625/4.25; Φ⁻¹(0.147059) = −1.049131.</summary>
    [Fact]
    public void Equal_draws_share_their_mean_rank()
    {
        double[] scores = RankNormalization.Of(Draws(1, 4, 2, -3, 2, 9)).Values;

        Assert.Equal([0, -1.049131, 0, 1.049131], scores.Select(score => Math.Round(score, 6)));
    }

    /// <summary>
    /// Halves (1, −1, −1, 1) and (1, −1, −1, 1): W = 4/3, total 1. Autocovariances 1, −1/4, −1/2 and 1/4, so the correlations are 1, −7/12, −5/6 and −1/12:
    /// the first pair is 5/12 and the second negative, τ = −1 + 5/6 &lt; 1/log₁₀ 8, which is the floor.
    /// </summary>
    [Fact]
    public void Effective_draws_of_swinging_chains_are_bounded() =>
        Assert.Equal(8 * Math.Log10(8), EffectiveSampleSize.Of(Draws(1, 8, 1, -1, -1, 1, 1, -1, -1, 1)), 1e-9);

    /// <summary>
    /// Halves (0, 1, 2, 3, 4, 5) twice: W = 3.5, total 35/12. Sums of products 17.5, 8.75, 1, −4.75, −7.5 and −6.25, over 6;
    /// correlations 1, 3/10, −1/7, …; the second pair is −1/7 − 33/70 &lt; 0, so τ = −1 + 2.6 = 1.6 and 12/1.6 = 7.5 draws.
    /// </summary>
    [Fact]
    public void Effective_draws_of_two_ramps_are_the_number_by_hand() =>
        Assert.Equal(7.5, EffectiveSampleSize.Of(Draws(1, 12, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5)), 1e-9);

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(257)]
    public void Transformed_autocovariances_are_the_direct_ones(int length)
    {
        ChainTrace trace = new(3, 2 * length, 1);
        RandomStream.FromSeed(3).FillNormal(trace.Points.Values);
        Autocovariance covariance = new(SplitDraws.Of(trace, 0));

        double[] transformed = covariance.Transformed();

        Assert.All(Enumerable.Range(0, length), lag => Assert.Equal(covariance.Direct(lag), transformed[lag], 1e-12));
        Assert.Equal(covariance.Direct(length - 1), covariance.At(length - 1), 1e-12);
    }

    [Fact]
    public void The_Fourier_transform_is_its_definition()
    {
        Complex[] values = [.. Enumerable.Range(0, 16).Select(index => new Complex(Math.Sin(index * index), 0.1 * index))];
        Complex[] transformed = [.. values];

        FourierTransform.Apply(transformed);

        Assert.All(Enumerable.Range(0, 16), frequency =>
        {
            Complex sum = Enumerable.Range(0, 16).Aggregate(
                Complex.Zero, (total, index) => total + (values[index] * Complex.FromPolarCoordinates(1, -2 * Math.PI * index * frequency / 16)));
            Assert.Equal(0, (sum - transformed[frequency]).Magnitude, 1e-12);
        });
    }

    /// <summary>Values from tables of the normal distribution, in the centre, the flank and the tail.</summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.8413447460685429, 1)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.0013498980316300946, -3)]
    [InlineData(2.866515718791939e-7, -5)]
    [InlineData(6.220960574271785e-16, -8)]
    public void Normal_quantiles_are_those_of_the_tables(double probability, double expected) =>
        Assert.Equal(expected, NormalQuantile.Of(probability), 1e-9);

    private static SplitDraws Draws(int chains, int steps, params float[] values)
    {
        ChainTrace trace = new(chains, steps, 1);
        values.CopyTo(trace.Points.Values);
        return SplitDraws.Of(trace, 0);
    }
}
