using Samovar.Compute;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

/// <summary>Energies against their formulas, written once more in plain double arithmetic.</summary>
public sealed class ClosedFormTests
{
    [Fact]
    public void Funnel_is_normalized_as_stated()
    {
        Funnel target = new();
        Batch points = TargetLaws.Draw(target, 20, seed: 41);

        double[] logDensity = TargetLaws.Evaluate(target, points).LogDensity;

        for (int row = 0; row < points.Count; row++)
        {
            double leader = points[row, 0];
            double expected = LogNormal(leader, 9);
            for (int column = 1; column < 10; column++)
            {
                expected += LogNormal(points[row, column], Math.Exp(leader));
            }

            Assert.Equal(expected, logDensity[row], 1e-4 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void Gaussian_in_one_dimension_is_a_unit_normal_around_one()
    {
        Gaussian target = new(new GaussianOptions { Dimension = 1 });
        Batch points = new(1, 1);
        points[0, 0] = 2.5f;
        double[] logDensity = new double[1];

        target.LogDensity(points, logDensity);

        Assert.Equal(LogNormal(1.5, 1), logDensity[0], 1e-6);
    }

    [Fact]
    public void Gaussian_entropy_is_the_mean_energy_of_exact_draws()
    {
        Gaussian target = new(new GaussianOptions { Dimension = 3, Correlation = 0.9 });
        double[] logDensity = TargetLaws.Evaluate(target, TargetLaws.Draw(target, 20_000, seed: 42)).LogDensity;

        double entropy = (1.5 * Math.Log(2 * Math.PI * Math.E)) + Math.Log(1 - 0.81);
        double bound = TargetLaws.Deviations(1e-6, 1) * Math.Sqrt(1.5 / 20_000);

        Assert.InRange(-logDensity.Average(), entropy - bound, entropy + bound);
        Assert.Contains($"{entropy:0.######}", target.Card.KnownAnswers[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void Dimensions_out_of_range_are_refused(int dimension) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianOptions { Dimension = dimension });

    [Fact]
    public void Correlations_out_of_range_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianOptions { Correlation = 1 });

    private static double LogNormal(double deviation, double variance) =>
        -0.5 * ((deviation * deviation / variance) + Math.Log(2 * Math.PI * variance));
}
