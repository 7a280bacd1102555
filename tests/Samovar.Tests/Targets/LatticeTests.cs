using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

public sealed class LatticeTests
{
    [Fact]
    public void Action_is_the_stated_sum_over_sites()
    {
        const int Length = 4;
        LatticeField target = new(new LatticeFieldOptions { Length = Length, MassSquared = -3, Coupling = 1.5 });
        Batch points = new(6, Length * Length);
        RandomStream.FromSeed(61).FillNormal(points.Values);
        double[] logDensity = new double[6];

        target.LogDensity(points, logDensity);

        for (int row = 0; row < 6; row++)
        {
            double action = 0;
            for (int site = 0; site < Length * Length; site++)
            {
                double here = points[row, site];
                double below = points[row, (site + Length) % (Length * Length)];
                double right = points[row, (site / Length * Length) + ((site + 1) % Length)];
                action += Math.Pow(below - here, 2) + Math.Pow(right - here, 2) - (3 * here * here) + (1.5 * Math.Pow(here, 4));
            }

            Assert.Equal(-action, logDensity[row], 1e-4);
        }
    }

    /// <summary>The determinant of the precision, read off the energy itself, against the sum over wave numbers.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Normalizer_of_the_free_field_is_the_determinant_of_its_energy(int length)
    {
        FreeField target = new(new FreeFieldOptions { Length = length, MassSquared = 0.4 });
        int sites = length * length;
        Batch units = new(sites, sites);
        for (int site = 0; site < sites; site++)
        {
            units[site, site] = 1;
        }

        // The energy is half a quadratic form, so the scores of the unit vectors are the columns of minus its matrix.
        Batch score = TargetLaws.Evaluate(target, units).Score;
        double[,] precision = new double[sites, sites];
        for (int index = 0; index < precision.Length; index++)
        {
            precision[index / sites, index % sites] = -score[index / sites, index % sites];
        }

        double expected = (0.5 * sites * Math.Log(2 * Math.PI)) - new CholeskyFactor(precision).HalfLogDeterminant;
        Assert.Equal(expected, target.LogNormalizer, 1e-5);
    }

    /// <summary>Mean action d/2 with standard error √(d/2n); false-alarm rate 1e-6.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Exact_draws_of_the_free_field_have_the_equipartition_action(int length)
    {
        FreeField target = new(new FreeFieldOptions { Length = length });

        Assert.InRange(EquipartitionDeviation(target, target), 0, TargetLaws.Deviations(1e-6, 1));
    }

    [Fact]
    public void Draws_of_a_heavier_field_break_the_equipartition()
    {
        FreeField heavier = new(new FreeFieldOptions { MassSquared = 0.4 });

        Assert.True(EquipartitionDeviation(new FreeField(), heavier) > TargetLaws.Deviations(1e-6, 1));
    }

    /// <summary>Standard errors between the mean action of draws and d/2.</summary>
    private static double EquipartitionDeviation(FreeField target, FreeField drawn)
    {
        double[] logDensity = TargetLaws.Evaluate(target, TargetLaws.Draw(drawn, 5_000, seed: 62)).LogDensity;
        double half = 0.5 * target.Dimension;
        return Math.Abs(logDensity.Average() + half) / Math.Sqrt(half / 5_000);
    }

    [Fact]
    public void A_free_field_without_mass_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FreeFieldOptions { MassSquared = 0 });

    [Fact]
    public void A_coupling_of_zero_is_refused_and_the_free_field_named() =>
        Assert.Contains("free-field", Assert.Throws<ArgumentOutOfRangeException>(() => new LatticeFieldOptions { Coupling = 0 }).Message, StringComparison.Ordinal);
}
