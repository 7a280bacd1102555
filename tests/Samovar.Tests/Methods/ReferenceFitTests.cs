using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Targets;

namespace Samovar.Tests.Methods;

public sealed class ReferenceFitTests
{
    /// <summary>Moments from 64 chains of 100 steps: known to a few per cent.</summary>
    [Fact]
    public void One_mode_is_covered_by_its_moments_with_a_little_room()
    {
        Gaussian target = new(new GaussianOptions { Dimension = 3, Correlation = 0.6 });
        Batch draws = new(20_000, 3);
        target.DrawExactly(draws, RandomStream.FromSeed(2));
        AffineMap reference = ReferenceFit.Of(target, RandomStream.FromSeed(1));

        Assert.All(Enumerable.Range(0, 3), column =>
        {
            double mean = Enumerable.Range(0, draws.Count).Average(row => (double)draws[row, column]);
            double variance = Enumerable.Range(0, draws.Count).Average(row => Math.Pow(draws[row, column] - mean, 2));
            Assert.Equal(mean, reference.Mean[column], 0.15 * Math.Sqrt(variance));
            Assert.InRange(reference.Covariance[column, column] / variance, 1.1, 1.6);
        });
    }

    [Fact]
    public void Separate_modes_are_covered_by_the_extent_of_the_card()
    {
        Mog40 target = new();
        AffineMap reference = ReferenceFit.Of(target, RandomStream.FromSeed(1));

        Assert.Equal(0, reference.Mean[0]);
        Assert.Equal(Math.Pow(0.5 * target.Card.Scale, 2), reference.Covariance[0, 0], 0.01);
        Assert.Equal(0, reference.Covariance[0, 1]);
    }

    [Fact]
    public void A_gaussian_that_the_target_knows_is_taken_as_it_is()
    {
        Approximated target = new();

        Assert.Same(target.GaussianApproximation, ReferenceFit.Of(target, RandomStream.FromSeed(1)));
    }

    [Fact]
    public void A_width_must_be_positive() => Assert.Throws<ArgumentOutOfRangeException>(() => ReferenceFit.Isotropic(2, 0));

    /// <summary>Must not be asked for anything but its Gaussian.</summary>
    private sealed class Approximated : ITarget, IHasGaussianApproximation
    {
        public string Name => "approximated";

        public int Dimension => 2;

        public AffineMap GaussianApproximation { get; } = AffineMap.Diagonal([1, 2], [3, 4]);

        public void LogDensity(Batch points, Span<double> logDensity) => throw new InvalidOperationException("Nobody needs the energy.");

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => throw new InvalidOperationException("Nobody needs the score.");
    }
}
