using Samovar.Compute;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

/// <summary>Published constants and moments of the mixtures and wells.</summary>
public sealed class WellAndMixtureTests
{
    /// <summary>The first test vector published with the cipher: all words zero.</summary>
    [Fact]
    public void Threefry_reproduces_its_published_test_vectors()
    {
        Assert.Equal((0x6B200159u, 0x99BA4EFEu), JaxUniform.Encrypt(0, 0, 0, 0));
        Assert.Equal((0x1CB996FCu, 0xBB002BE7u), JaxUniform.Encrypt(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue));
        Assert.Equal((0xC4923A9Cu, 0x483DF7A0u), JaxUniform.Encrypt(0x13198A2E, 0x03707344, 0x243F6A88, 0x85A308D3));
    }

    /// <summary>The manual of JAX 0.4 prints these normal numbers of key 0; a normal x is √2 erf⁻¹(2u − 1), so its distribution function is u.</summary>
    [Fact]
    public void Uniform_numbers_are_those_of_the_published_generator()
    {
        double[] printed = [-0.3721109, 0.26423115, -0.18252768, -0.7368197, -0.44030377, -0.1521442, -0.67135346, -0.5908641, 0.73168886, 0.5673026];

        Assert.All(printed.Zip(JaxUniform.Draw(0, 10)), pair => Assert.Equal(NormalMassBelow(pair.First), pair.Second, 1e-6));
        Assert.Equal(0.41845703f, JaxUniform.Draw(0, 1)[0], 1e-7);
        Assert.Equal(NormalMassBelow(0.44973662), JaxUniform.Draw(0, 9)[4], 1e-6);
    }

    [Fact]
    public void Mog40_in_more_dimensions_takes_its_means_from_one_sequence_row_by_row()
    {
        Mog40 cube = new(new Mog40Options { Dimension = 4 });
        Batch point = new(1, 4);
        new[] { -0.2995f, 21.4577f, -32.9218f, -29.4376f }.CopyTo(point.Row(0));
        double[] shares = new double[40];

        cube.Responsibilities(point, shares);

        Assert.InRange(shares[0], 0.999, 1);
    }

    [Fact]
    public void Cards_of_mog40_state_the_published_moments() =>
        Assert.Equal(["E x0 = -2.1405, E x0² = 446.398", "E x1 = 1.24, E x1² = 624.972"], new Mog40().Card.Moments);

    [Theory]
    [InlineData(8, 41.173919)]
    [InlineData(64, 329.391351)]
    [InlineData(512, 2635.130811)]
    public void Many_well_has_the_published_normalizers(int dimension, double expected) =>
        Assert.Equal(expected, new ManyWell(new ManyWellOptions { Dimension = dimension }).LogNormalizer, 1e-5);

    [Theory]
    [InlineData(5, 4.0, 5, -0.541056)]
    [InlineData(5, 4.0, 50, 40.811178)]
    [InlineData(5, 2.0, 50, 42.817243)]
    [InlineData(5, 3.0, 50, 41.587833)]
    public void Symmetric_wells_have_the_published_normalizers(int wells, double delta, int dimension, double expected) =>
        Assert.Equal(expected, new SymmetricWells(new SymmetricWellsOptions { Wells = wells, Delta = delta, Dimension = dimension }).LogNormalizer, 2e-6);

    [Fact]
    public void More_wells_than_dimensions_are_refused() =>
        Assert.Throws<ArgumentException>(() => new SymmetricWells(new SymmetricWellsOptions { Wells = 5, Dimension = 4 }));

    [Fact]
    public void An_odd_number_of_dimensions_is_refused_by_many_well() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ManyWellOptions { Dimension = 7 });

    [Fact]
    public void Table_of_a_law_gives_mass_and_mean_of_a_normal()
    {
        TabulatedLaw law = new(x => 0.5 * x * x, 12);

        Assert.Equal(Math.Sqrt(2 * Math.PI), law.Normalizer, 1e-10);
        Assert.Equal(1, law.Mean(x => x * x), 1e-6);
        Assert.Equal(NormalMassBelow(0.7), law.MassBelow(0.7), 1e-7);
    }

    /// <summary>∫ over the line by x = sinh s, whose grid reaches the heavy tails.</summary>
    [Fact]
    public void Student_mixture_is_normalized_on_the_line()
    {
        StudentMixture target = new(new StudentMixtureOptions { Dimension = 1 });
        const int Nodes = 20_001;
        const double Spacing = 30.0 / (Nodes - 1);
        Batch points = new(Nodes, 1);
        double[] slopes = new double[Nodes];
        for (int node = 0; node < Nodes; node++)
        {
            double place = -15 + (node * Spacing);
            (points[node, 0], slopes[node]) = ((float)Math.Sinh(place), Math.Cosh(place));
        }

        double[] logDensity = new double[Nodes];
        target.LogDensity(points, logDensity);

        Assert.Equal(1, Spacing * logDensity.Zip(slopes).Sum(pair => Math.Exp(pair.First) * pair.Second), 1e-4);
    }

    /// <summary>Shares of draws by responsibility against the weights; false-alarm rate 1e-6 (the centres are several widths apart in 20 dimensions).</summary>
    [Fact]
    public void Student_mixture_draws_every_mode_as_often_as_it_weighs()
    {
        StudentMixture target = new(new StudentMixtureOptions { Dimension = 20 });

        Assert.InRange(WorstShareDeviation(target, TargetLaws.Draw(target, 20_000, seed: 71)), 0, TargetLaws.Deviations(1e-6, 10));
    }

    [Fact]
    public void Draws_of_which_a_tenth_are_repeated_at_one_centre_break_the_shares()
    {
        StudentMixture target = new(new StudentMixtureOptions { Dimension = 20 });
        Batch draws = TargetLaws.Draw(target, 20_000, seed: 72);
        for (int row = 1; row < 2_000; row++)
        {
            draws.Row(0).CopyTo(draws.Row(row));
        }

        Assert.True(WorstShareDeviation(target, draws) > TargetLaws.Deviations(1e-6, 10));
    }

    /// <summary>Largest distance of the share of a mode from 1/10, in standard errors.</summary>
    private static double WorstShareDeviation(StudentMixture target, Batch draws)
    {
        double[] shares = new double[draws.Count * 10];
        target.Responsibilities(draws, shares);
        double error = Math.Sqrt(0.1 * 0.9 / draws.Count);
        return Enumerable.Range(0, 10).Max(mode => Math.Abs(Enumerable.Range(0, draws.Count).Average(row => shares[(row * 10) + mode]) - 0.1) / error);
    }

    private static double NormalMassBelow(double x)
    {
        const int Cells = 20_000;
        double width = x / Cells;
        return 0.5 + (Enumerable.Range(0, Cells).Sum(cell => Math.Exp(-0.5 * Math.Pow((cell + 0.5) * width, 2))) * width / Math.Sqrt(2 * Math.PI));
    }
}
