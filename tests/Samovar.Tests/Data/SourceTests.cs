using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;

namespace Samovar.Tests.Data;

public sealed class SourceTests
{
    private const int Draws = 40_000;

    public static TheoryData<string> All => [.. Sources.Keys];

    private static Dictionary<string, IDataSource> Sources { get; } = new IDataSource[]
    {
        new Grid25(), new EightGaussians(), new SwissRoll(), new TwoSpirals(), new Checkerboard(), new SubspaceGaussian(new SubspaceGaussianOptions { Dimension = 6, Rank = 2 }),
    }.ToDictionary(source => source.Name);

    /// <summary>Second moments in closed form or by quadrature; the tolerance is five standard errors, false alarm rate below 1e-5 in all.</summary>
    [Theory]
    [InlineData("grid25", 8 + 0.0025)]
    [InlineData("8gaussians", (8 / (1.414 * 1.414)) + (0.25 / (1.414 * 1.414)))]
    [InlineData("checkerboard", 16.0 / 3)]
    public void The_mean_square_of_the_first_coordinate_is_the_known_one(string name, double expected)
    {
        Batch drawn = Drawn(name);
        double[] squares = [.. Enumerable.Range(0, Draws).Select(row => (double)drawn[row, 0] * drawn[row, 0])];
        double error = Math.Sqrt(squares.Average(value => (value - expected) * (value - expected)) / Draws);

        Assert.InRange(squares.Average(), expected - (5 * error), expected + (5 * error));
    }

    /// <summary>E[exp(−ln p)·1(inside a box)] is the box's area wherever the density fills it: here, the mean of uniform points' densities is 1 over the box.</summary>
    [Theory]
    [InlineData("grid25", 5)]
    [InlineData("8gaussians", 5)]
    [InlineData("checkerboard", 4)]
    public void Densities_integrate_to_one(string name, double half)
    {
        const int Side = 1_200;
        Batch grid = new(Side * Side, 2);
        for (int index = 0; index < grid.Count; index++)
        {
            grid[index, 0] = (float)(half * ((2 * ((index % Side) + 0.5) / Side) - 1));
            grid[index, 1] = (float)(half * ((2 * ((index / Side) + 0.5) / Side) - 1));
        }

        double[] logDensity = new double[grid.Count];
        Sources[name].Capability<IHasDensity>()!.LogDensity(grid, logDensity);

        Assert.Equal(1, logDensity.Average(Math.Exp) * 4 * half * half, 1e-3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Draws_lie_where_the_density_is_positive_and_follow_the_seed(string name)
    {
        IDataSource source = Sources[name];
        Batch first = Drawn(name);
        Batch again = new(Draws, source.Dimension);
        source.Draw(again, RandomStream.FromSeed(11));

        Assert.Equal(first.Values.ToArray(), again.Values.ToArray());
        if (source.Capability<IHasDensity>() is { } density)
        {
            double[] logDensity = new double[Draws];
            density.LogDensity(first, logDensity);
            Assert.All(logDensity, value => Assert.True(double.IsFinite(value)));
        }
    }

    /// <summary>Mean log-density of exact draws is minus the entropy: rank·½(1 + ln 2π) + (d − rank)(½(1 + ln 2π) + ln 0.01), with error √(d/2n).</summary>
    [Fact]
    public void The_subspace_gaussian_has_its_entropy()
    {
        double[] logDensity = new double[Draws];
        Sources["subspace-gaussian"].Capability<IHasDensity>()!.LogDensity(Drawn("subspace-gaussian"), logDensity);
        double expected = -(6 * 0.5 * (1 + Math.Log(2 * Math.PI))) - (4 * Math.Log(0.01));

        Assert.Equal(expected, logDensity.Average(), 5 * Math.Sqrt(3.0 / Draws));
    }

    private static Batch Drawn(string name)
    {
        Batch draws = new(Draws, Sources[name].Dimension);
        Sources[name].Draw(draws, RandomStream.FromSeed(11));
        return draws;
    }
}
