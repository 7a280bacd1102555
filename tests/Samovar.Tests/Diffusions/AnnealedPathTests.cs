using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Diffusions;

/// <summary>The normalizer of the path is the noised density at y; the mean of many estimates, divided by the exact value, is 1.</summary>
public sealed class AnnealedPathTests
{
    private const int Paths = 1500;
    private static readonly float[] Noisy = [1.2f, -0.7f];

    /// <summary>With and without resampling and a narrowed base, and a number of chains that is no multiple of the vector width. False-alarm rate 1e-6 each.</summary>
    [Theory]
    [InlineData("gaussian", true, null, 16)]
    [InlineData("gaussian", false, null, 16)]
    [InlineData("gaussian", true, 1.8, 16)]
    [InlineData("gaussian", false, 1.8, 10)]
    [InlineData("gaussian", true, null, 10)]
    [InlineData("mog9", true, null, 32)]
    [InlineData("mog9", false, 4.0, 32)]
    public void The_normalizer_is_unbiased(string name, bool resample, double? width, int chains)
    {
        double deviation = Deviation(name, Options(resample, width, chains), new LangevinSteps(2, 2));

        Assert.InRange(deviation, 0, TargetLaws.Deviations(1e-6, 1));
    }

    /// <summary>The exact value of another noise scale, 10 % wider, does not pass.</summary>
    [Fact]
    public void The_test_catches_a_normalizer_for_slightly_more_noise() =>
        Assert.True(Deviation("gaussian", Options(true, null, 16), new LangevinSteps(2, 2), 1.1) > TargetLaws.Deviations(1e-6, 1));

    /// <summary>Temperatures chosen by effective size bend the estimate by less than the tolerance.</summary>
    [Fact]
    public void Chosen_temperatures_bend_the_normalizer_by_less_than_two_percent()
    {
        AnnealedScoreOptions options = Options(true, null, 64) with { Temperatures = null, EffectiveShare = 0.5 };

        (double mean, _) = Ratio("gaussian", options, new LangevinSteps(2, 2), 1);

        Assert.Equal(1, mean, 0.02);
    }

    private static AnnealedScoreOptions Options(bool resample, double? width, int chains) => new()
    {
        Chains = chains, Temperatures = 8, Resample = resample, ReferenceWidth = width, Sweeps = 1, Moves = 1, FinalMoves = 0, SmallestScale = 2, LargestScale = 2,
    };

    private static double Deviation(string name, AnnealedScoreOptions options, LangevinSteps steps, double factor = 1)
    {
        (double mean, double error) = Ratio(name, options, steps, factor);
        return Math.Abs(mean - 1) / error;
    }

    private static (double Mean, double Error) Ratio(string name, AnnealedScoreOptions options, LangevinSteps steps, double factor)
    {
        ITarget target = name == "gaussian" ? new Gaussian(new GaussianOptions { Correlation = 0.6 }) : new Mog9();
        AnnealedPath path = new AnnealedPathPool(target, options).Rent();
        double exact = LogNoisedDensity(name, 2 * factor);
        double[] ratios = new double[Paths];
        for (int index = 0; index < Paths; index++)
        {
            path.Run(Noisy, 2, steps, RandomStreamState.FromSeed(7).Split(index));
            ratios[index] = Math.Exp(path.LogNormalizer - exact);
        }

        double mean = ratios.Average();
        return (mean, Math.Sqrt(ratios.Average(ratio => (ratio - mean) * (ratio - mean)) / (Paths - 1)));
    }

    /// <summary>By quadrature over a fine grid, so that it rests on the target's density alone.</summary>
    private static double LogNoisedDensity(string name, double scale)
    {
        const int Cells = 400;
        const double Reach = 12;
        ITarget target = name == "gaussian" ? new Gaussian(new GaussianOptions { Correlation = 0.6 }) : new Mog9();
        const double Spacing = 2 * Reach / Cells;
        Batch grid = new(Cells * Cells, 2);
        for (int index = 0; index < grid.Count; index++)
        {
            grid[index, 0] = (float)(-Reach + ((0.5 + (index / Cells)) * Spacing));
            grid[index, 1] = (float)(-Reach + ((0.5 + (index % Cells)) * Spacing));
        }

        double[] logDensity = new double[grid.Count];
        target.LogDensity(grid, logDensity);
        double sum = 0;
        for (int index = 0; index < grid.Count; index++)
        {
            double squares = Math.Pow(grid[index, 0] - Noisy[0], 2) + Math.Pow(grid[index, 1] - Noisy[1], 2);
            sum += Math.Exp(logDensity[index] - (0.5 * squares / (scale * scale)));
        }

        return Math.Log(sum * Spacing * Spacing / (2 * Math.PI * scale * scale));
    }
}
