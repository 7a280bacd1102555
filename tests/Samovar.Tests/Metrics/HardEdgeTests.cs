using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Metrics;

/// <summary>Densities that end at an edge: at once, as the exponential one does, or gradually, as Rayleigh's.</summary>
public sealed class HardEdgeTests
{
    private const int Count = 2_000;

    private static readonly ITarget Exponential = Target.FromEnergy(1, x => Where(x[0] > 0.0, x[0], double.PositiveInfinity), "exponential");
    private static readonly ITarget Rayleigh = Target.FromEnergy(1, x => Where(x[0] > 0.0, (0.5 * Square(x[0])) - Log(x[0]), double.PositiveInfinity), "rayleigh");
    private static readonly ITarget Ordered = Target.FromEnergy(
        2, x => Where(x[1] > x[0], (0.5 * Sum(x * x)) + (5000 * Square(x[1] - x[0])) - (2 * Log(x[1] - x[0])), double.PositiveInfinity), "ordered");

    [Fact]
    public void Stein_identities_do_not_apply_to_exact_draws_at_an_edge_and_it_is_said()
    {
        Batch draws = Drawn(uniform => -Math.Log(uniform));

        foreach (IMetric metric in new IMetric[] { new SteinIdentity(), new KernelStein() })
        {
            Assert.Contains("Stein's identity does not hold for true draws", Assert.IsType<Measurement.NotApplicable>(Measure(metric, Exponential, draws)).Reason);
        }
    }

    /// <summary>E[s] = 0 and E[(x − m) s] = −1 hold, as the density is 0 at the edge; the score has an infinite variance there, which widens the errors.</summary>
    [Fact]
    public void A_density_that_falls_to_zero_gradually_is_measured()
    {
        Batch draws = Drawn(uniform => Math.Sqrt(-2 * Math.Log(uniform)));

        Assert.InRange(Assert.IsType<Measurement.Measured>(Measure(new SteinIdentity(), Rayleigh, draws)).Value, 0, 0.1);
        Assert.IsType<Measurement.Measured>(Measure(new KernelStein(), Rayleigh, draws));
    }

    /// <summary>The two coordinates are equal but for a hundredth of their spread; a move that did not know that would cross the edge half of the time.</summary>
    [Fact]
    public void Moves_keep_the_correlation_of_the_draws()
    {
        Batch draws = new(Count, 2);
        RandomStream random = RandomStream.FromSeed(5);
        for (int row = 0; row < Count; row++)
        {
            // A gap with density g² exp(−5000 g²): Maxwell's law, the length of three normal numbers.
            double gap = 0.01 * Math.Sqrt(Enumerable.Range(0, 3).Sum(_ => Math.Pow(random.NextNormal(), 2)));
            double middle = random.NextNormal() / Math.Sqrt(2);
            draws[row, 0] = (float)(middle - (gap / 2));
            draws[row, 1] = (float)(middle + (gap / 2));
        }

        Assert.Null(HardEdge.Reason(Ordered, draws));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Count)]
    public void The_share_of_draws_with_density_zero_is_counted(int outside)
    {
        Batch draws = Drawn(uniform => 1 + uniform);
        for (int row = 0; row < outside; row++)
        {
            draws[row, 0] = -1;
        }

        Measurement.Measured share = Assert.IsType<Measurement.Measured>(Measure(new ZeroDensity(), Exponential, draws));

        Assert.Equal((double)outside / Count, share.Value, 12);
        Assert.Equal(0, share.Floor);
    }

    [Fact]
    public void An_energy_that_is_no_number_counts_as_density_zero()
    {
        ITarget root = Target.FromEnergy(1, x => Sqrt(x[0]), "root");

        Assert.Equal(0.5, Assert.IsType<Measurement.Measured>(Measure(new ZeroDensity(), root, Drawn(uniform => uniform - 0.5))).Value, 0.06);
    }

    private static Measurement Measure(IMetric metric, ITarget target, Batch points) => metric.Measure(new Draws(points, EvaluationCost.None), target, RandomStream.FromSeed(2));

    private static Batch Drawn(Func<double, double> quantile)
    {
        Batch points = new(Count, 1);
        RandomStream random = RandomStream.FromSeed(1);
        for (int row = 0; row < Count; row++)
        {
            points[row, 0] = (float)quantile(1 - random.NextDouble());
        }

        return points;
    }
}
