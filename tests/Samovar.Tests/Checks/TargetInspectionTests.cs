using Samovar.Checks;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Checks;

public sealed class TargetInspectionTests
{
    public static TheoryData<ITarget> BuiltIn =>
    [
        new Gaussian(new GaussianOptions()),
        new Gaussian(new GaussianOptions { Dimension = 1 }),
        new Mog40(),
        new Mog9(),
        new Gmm25(),
        new ManyWell32(),
        new DoubleWell(),
        new Funnel(),
        new Funnel1(),
        new Banana(),
        new Rosenbrock(),
        new SymmetricWells(),
        new ManyWell(),
        new FreeField(),
        new LatticeField(),
        new StudentMixture(),
        new Mog40Unit(),
        new Dw4(),
        new Brownian(),
    ];

    [Theory]
    [MemberData(nameof(BuiltIn), DisableDiscoveryEnumeration = true)]
    public void Built_in_targets_pass(ITarget target)
    {
        InspectionReport report = Inspect(target);

        Assert.Empty(report.Findings);
        Assert.True(report.EvaluationsPerSecond > 0);
    }

    [Fact]
    public void A_NaN_energy_is_red()
    {
        Finding finding = Worst(x => Sum(x * x) + Log(x[0] - 0.01));

        Assert.Equal((Severity.Red, "finite"), (finding.Severity, finding.Check));
        Assert.Contains("The energy is not a number at (", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_NaN_far_out_is_amber()
    {
        Finding finding = Worst(x => Sum(x * x) + (0 * Sum(Sqrt(1e6 - (x * x)))) + (1e-30 * Sum(Sqrt(1e6 - (x * x)))));

        Assert.Equal((Severity.Amber, "finite"), (finding.Severity, finding.Check));
    }

    [Fact]
    public void A_constant_energy_is_red()
    {
        Finding finding = Worst(x => Sum(x - Detach(x)) + 3);

        Assert.Equal((Severity.Red, "gradient"), (finding.Severity, finding.Check));
        Assert.Contains("the same, 3,", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_energy_whose_score_is_not_its_derivative_is_red()
    {
        Finding finding = Worst(x => Sum(x * x) + Detach(Sum(x * x)));

        Assert.Equal((Severity.Red, "gradient"), (finding.Severity, finding.Check));
        Assert.Contains("differs from the slope", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_are_seen_as_missing_slope() =>
        Assert.Equal("gradient", Worst(x => Sum(x * x) + Sum(Where(Sin(3000 * x) > 0, x * x, -x))).Check);

    [Theory]
    [MemberData(nameof(Improper), DisableDiscoveryEnumeration = true)]
    public void An_improper_density_is_amber(string name, Func<Traced, Traced> energy)
    {
        Finding finding = Worst(energy);

        Assert.Equal((Severity.Amber, "proper"), (finding.Severity, finding.Check));
        Assert.True(finding.Message.Contains("does not decay along (", StringComparison.Ordinal), name);
    }

    public static TheoryData<string, Func<Traced, Traced>> Improper => new()
    {
        { "free coordinate", x => Square(x[0]) + Square(x[1]) },
        { "translation", x => Square(x[0] - x[1]) + Square(x[1] - x[2]) },
        { "softplus", x => Sum(Softplus(x)) + Softplus(-x[0]) },
        { "slow tail", x => 0.45 * Log(1 + Sum(x * x)) },
    };

    /// <summary>Mass at (1500, 0, 0) lies outside the spheres where decay is looked for, and makes the energy fall between them; further out it rises.</summary>
    [Fact]
    public void Mass_far_out_is_a_doubt() => Assert.Equal((Severity.Amber, "proper"), Kind(Worst(x => 0.5 * (Square(x[0] - 1500) + Square(x[1]) + Square(x[2])))));

    [Theory]
    [MemberData(nameof(Endless), DisableDiscoveryEnumeration = true)]
    public void An_energy_that_falls_without_end_is_red(string name, Func<Traced, Traced> energy)
    {
        Finding finding = Worst(energy);

        Assert.Equal((Severity.Red, "proper"), (finding.Severity, finding.Check));
        Assert.True(finding.Message.StartsWith("The energy falls without end along (", StringComparison.Ordinal), name);
    }

    public static TheoryData<string, Func<Traced, Traced>> Endless => new()
    {
        { "linear", x => -x[0] + Square(x[1]) + Square(x[2]) },
        { "upside down", x => -Sum(x * x) },
        { "growing power of the distance", x => -2 * Log(1 + Sum(x * x)) },
    };

    [Fact]
    public void Separable_logistic_regression_without_prior_is_improper_and_with_prior_is_not()
    {
        double[,] rows = new double[8, 40];
        RandomStream random = RandomStream.FromSeed(3);
        for (int row = 0; row < 40; row++)
        {
            double[] point = Enumerable.Range(0, 8).Select(_ => random.NextNormal()).ToArray();
            double sign = point[0] + (0.5 * point[3]) - point[6] > 0 ? -1 : 1;
            for (int column = 0; column < 8; column++)
            {
                rows[column, row] = sign * point[column];
            }
        }

        Traced Likelihood(Traced w) => Sum(Softplus(MatrixProduct(w, w.Matrix(rows))));

        Assert.Contains(Inspect(Target.FromEnergy(8, Likelihood)).Findings, finding => finding.Check == "proper");
        Assert.Empty(Inspect(Target.FromEnergy(8, w => Likelihood(w) + (0.5 * Sum(w * w)))).Findings);
    }

    [Fact]
    public void Heavy_but_proper_tails_pass() =>
        Assert.Empty(Inspect(Target.FromEnergy(3, x => Sum(1.5 * Log(1 + (x * x / 2))))).Findings);

    [Fact]
    public void Badly_scaled_coordinates_are_amber()
    {
        Finding finding = Worst(x => Square(x[0]) + Square(x[1]) + (1e6 * Square(x[2])));

        Assert.Equal((Severity.Amber, "scale"), (finding.Severity, finding.Check));
    }

    [Fact]
    public void The_worst_coordinate_and_point_of_a_wrong_score_are_named()
    {
        Finding finding = Worst(x => Sum(x * x) + (0.1 * Detach(Square(x[1])) * x[0] * 0) + Detach(Square(Square(x[2]))));

        Assert.Contains("along 1 of 3 coordinates; worst at (", finding.Message, StringComparison.Ordinal);
        Assert.Contains("coordinate 2: it is ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_coordinate_of_many_is_left_out()
    {
        // One of 400 coordinates has a wrong score: 11 of the 4,400 comparisons.
        Finding finding = Inspect(Target.FromEnergy(400, x => Sum(x * x) + Detach(Square(x[397])))).Findings.Single(found => found.Check == "gradient");

        Assert.Contains("along 1 of 400 coordinates", finding.Message, StringComparison.Ordinal);
        Assert.Contains("coordinate 397: it is ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_without_density_is_said_in_words()
    {
        Finding everywhere = Worst(x => Sum(x * x) - Log(Maximum(x[0] - 1000, 0 * x[0])));
        Finding often = Worst(x => Sum(x * x) - Log(Maximum(x[0], 0 * x[0])));

        Assert.Equal((Severity.Red, "start"), (everywhere.Severity, everywhere.Check));
        Assert.Contains("the energy is +∞ wherever a sampler would start", everywhere.Message, StringComparison.Ordinal);
        Assert.Equal((Severity.Amber, "start"), (often.Severity, often.Check));
        Assert.Contains("the origin itself among them: a chain that starts there has no slope to follow", often.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hard_wall_where_there_is_mass_is_amber()
    {
        Finding wall = Inspect(Target.FromEnergy(2, x => Where(x[0] > 0, x[0], double.PositiveInfinity) + (0.5 * Square(x[1])))).Findings.Single(found => found.Check == "wall");

        Assert.Equal(Severity.Amber, wall.Severity);
        Assert.Matches(@"^The energy jumps from [0-9.E-]+ to \+∞ at \(0, ", wall.Message);
    }

    /// <summary>A density that falls to 0 like √x₀; a normal law of deviation 0.1 that ends twenty deviations away; rods that repel each other beside each other. Hard rods have a wall.</summary>
    [Fact]
    public void A_density_that_vanishes_at_the_edge_of_its_support_has_no_wall()
    {
        Assert.DoesNotContain(Inspect(Target.FromEnergy(2, x => Where(x[0] > 0, x[0] - (0.5 * Log(x[0])), double.PositiveInfinity) + Square(x[1]))).Findings, found => found.Check == "wall");
        Assert.DoesNotContain(Inspect(Target.FromEnergy(2, x => 50 * Sum(Square(x)) + Where(x[0] < 2, 0 * x[0], double.PositiveInfinity))).Findings, found => found.Check == "wall");
        Assert.DoesNotContain(Inspect(Target.FromPairPotential(2, 1, r2 => Where(r2 > 0.01, r2 - Log(r2 - 0.01), double.PositiveInfinity))).Findings, found => found.Check == "wall");
        Assert.Contains(Inspect(Target.FromPairPotential(2, 1, r2 => Where(r2 > 0.01, r2, double.PositiveInfinity))).Findings, found => found.Check == "wall");
    }

    [Fact]
    public void The_sweep_looks_along_axes()
    {
        Finding finding = Worst(x => Sum(x * x) + Where(Square(x[1]) > 0.99 * Sum(x * x), Log(2e4 - Square(x[1])) * Log(2e4 - Square(x[1])), 0 * x[0]));

        Assert.Equal((Severity.Amber, "finite"), (finding.Severity, finding.Check));
    }

    [Fact]
    public void Scale_and_noise_levels_are_suggested()
    {
        // Standard deviation 5 about 3 in every coordinate: two of them reach to 13; the mean squared score of a coordinate is 1/25.
        ScaleSuggestion one = Inspect(Target.FromEnergy(3, x => 0.02 * Sum(Square(x - 3)))).Suggestion!;
        ScaleSuggestion many = Inspect(new Mog40()).Suggestion!;

        Assert.True(one.ChainsAgree);
        Assert.InRange(one.Extent, 11, 15);
        Assert.InRange(one.SmallestNoise, 1, 1.5);
        Assert.False(many.ChainsAgree);
        Assert.InRange(many.Extent, 40, 70);
        Assert.Null(Inspect(Target.FromEnergy(3, x => Square(x[0]))).Suggestion);
    }

    [Fact]
    public void Mistakes_are_those_of_the_whole_inspection()
    {
        ITarget improper = Target.FromEnergy(3, x => Square(x[0]) + Square(x[1]));

        Assert.Equal(Inspect(improper).Findings, TargetInspection.Mistakes(improper, RandomStream.FromSeed(1)));
        Assert.Empty(TargetInspection.Mistakes(new Mog9(), RandomStream.FromSeed(1)));
    }

    private static (Severity Severity, string Check) Kind(Finding finding) => (finding.Severity, finding.Check);

    private static Finding Worst(Func<Traced, Traced> energy)
    {
        InspectionReport report = Inspect(Target.FromEnergy(3, energy));
        Assert.NotEmpty(report.Findings);
        return report.Findings[0];
    }

    private static InspectionReport Inspect(ITarget target) => TargetInspection.Inspect(target, RandomStream.FromSeed(1), TimeProvider.System);
}
