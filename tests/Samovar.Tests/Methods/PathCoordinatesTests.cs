using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Targets;

namespace Samovar.Tests.Methods;

/// <summary>Where one Gaussian tells how wide a target is along every direction, and where none does.</summary>
public sealed class PathCoordinatesTests
{
    /// <summary>Some of its scattered starts are so far out that every proposal fails. Parallel tempering finds deviations of 0.34, 0.46 and, where the walk is observed, 0.07 to 0.10.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Chains_that_never_move_do_not_hide_that_the_others_agree(int seed)
    {
        Brownian target = new();
        (AffineMap? found, TargetProbe? probe, bool sticks) = PathCoordinates.Of(target, RandomStream.FromSeed((ulong)seed));

        Assert.False(probe!.ChainsAgree);
        Assert.True(sticks);
        Assert.NotNull(found);
        double[] deviations = [.. Enumerable.Range(0, target.Dimension).Select(index => Math.Sqrt(found.Covariance[index, index]))];
        Assert.InRange(deviations[0], 0.2, 0.5);
        Assert.InRange(deviations[1], 0.25, 0.6);
        Assert.All(deviations[2..12], deviation => Assert.InRange(deviation, 0.05, 0.15));
    }

    [Fact]
    public void Separate_modes_have_none()
    {
        Gmm25 target = new();

        (AffineMap? found, _, bool sticks) = PathCoordinates.Of(target, RandomStream.FromSeed(2));

        Assert.Null(found);
        Assert.False(sticks);
    }

    /// <summary>Its neck is a thousand times narrower than its mouth: some chains stick, and no Gaussian says how wide it is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_funnel_has_none_and_chains_stick(int seed)
    {
        (AffineMap? found, _, bool sticks) = PathCoordinates.Of(new Funnel(), RandomStream.FromSeed((ulong)seed));

        Assert.Null(found);
        Assert.True(sticks);
    }

    /// <summary>A unit square of variances 4 and 1 with correlation: 64 chains of 150 draws give moments within a few hundredths.</summary>
    [Fact]
    public void A_Gaussian_gets_its_own_moments()
    {
        EnergyTarget target = Target.FromEnergy(2, x => 0.5 * ((0.25 * x[0] * x[0]) + ((x[1] - x[0]) * (x[1] - x[0]))));
        AffineMap found = PathCoordinates.Of(target, RandomStream.FromSeed(2)).Coordinates!;

        Assert.Equal(4, found.Covariance[0, 0], 0.4);
        Assert.Equal(4, found.Covariance[0, 1], 0.4);
        Assert.Equal(5, found.Covariance[1, 1], 0.5);
    }
}
