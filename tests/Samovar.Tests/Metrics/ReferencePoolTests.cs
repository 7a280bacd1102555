using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

/// <summary>Draws by Hamiltonian chains in place of exact ones.</summary>
public sealed class ReferencePoolTests
{
    /// <summary>
    /// Standard deviations 1 and 0.2, chains from (8, 2). The pool has 10,240 draws of 256 chains, worth at least one per chain: means within five standard errors of 256 draws, variances too
    /// (5 √(2/256) = 44 %).
    /// </summary>
    [Fact]
    public void Chains_forget_where_they_began()
    {
        DistantStart target = new();
        Batch points = new(10_240, 2);
        TrueDraws.Of(target)!.DrawExactly(points, RandomStream.FromSeed(1));
        for (int column = 0; column < 2; column++)
        {
            double deviation = DistantStart.Deviations[column];
            double mean = Enumerable.Range(0, points.Count).Average(row => (double)points[row, column]);
            double variance = Enumerable.Range(0, points.Count).Average(row => Math.Pow(points[row, column] - mean, 2));

            Assert.InRange(mean / deviation, -5 / 16.0, 5 / 16.0);
            Assert.InRange(variance / (deviation * deviation), 0.56, 1.44);
        }
    }

    [Fact]
    public void A_pool_is_made_once()
    {
        DistantStart target = new();

        Assert.Same(TrueDraws.Of(target), TrueDraws.Of(target));
    }

    [Fact]
    public void Sites_of_the_compact_cluster_are_neighbours_and_never_nearer()
    {
        IReadOnlyList<float> start = new Lj55().ReferenceStart;
        double nearest = double.PositiveInfinity;
        for (int first = 0; first < 55; first++)
        {
            for (int second = 0; second < first; second++)
            {
                nearest = Math.Min(nearest, Math.Sqrt(Enumerable.Range(0, 3).Sum(axis => Math.Pow(start[(3 * first) + axis] - start[(3 * second) + axis], 2))));
            }
        }

        Assert.Equal(165, start.Count);
        Assert.Equal(1.02, nearest, 5);
    }

    private sealed class DistantStart() : TracedTarget("distant-start", 2, Energy), IHasReferenceStart
    {
        public static double[] Deviations { get; } = [1, 0.2];

        public IReadOnlyList<float> ReferenceStart { get; } = [8, 2];

        private static Samovar.Compute.Graphs.Traced Energy(Samovar.Compute.Graphs.Traced x) =>
            (0.5 * Samovar.Compute.Graphs.TracedMath.Square(x[0])) + (12.5 * Samovar.Compute.Graphs.TracedMath.Square(x[1]));
    }
}
