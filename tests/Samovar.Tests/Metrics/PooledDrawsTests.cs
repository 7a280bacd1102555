using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

/// <summary>Floors of draws that are rows of a pool, beside those of fresh draws of the same law.</summary>
public sealed class PooledDrawsTests
{
    private const int Size = 1_000;

    /// <summary>
    /// Of a pool of 2,000 and of one of 20,000 the floor of 1,000 draws is that of fresh draws, to the 3 % that ten comparisons know it. Samples of a pool of 2,000 with draws in common
    /// would have 1/√2 of it.
    /// </summary>
    [Theory]
    [InlineData(2 * Size)]
    [InlineData(20 * Size)]
    public void The_floor_of_a_pool_is_that_of_fresh_draws(int pool)
    {
        Gaussian target = new(new GaussianOptions());
        Batch rows = TruthSample.Draw(target, pool, 2, RandomStream.FromSeed(1));
        Batch draws = TruthSample.Draw(target, Size, 2, RandomStream.FromSeed(2));

        (double all, double repeated) = Floors(new Gaussian(new GaussianOptions()), target, draws);
        (double pooledAll, double pooledRepeated) = Floors(new Gaussian(new GaussianOptions()), new PooledDraws(rows), draws);

        Assert.InRange(pooledAll / all, 0.88, 1.14);
        Assert.InRange(pooledRepeated / repeated, 0.88, 1.14);
    }

    [Fact]
    public void Samples_that_are_compared_have_no_row_in_common()
    {
        Batch rows = new(101, 1);
        for (int row = 0; row < rows.Count; row++)
        {
            rows[row, 0] = row;
        }

        (Batch sample, Batch others) = new PooledDraws(rows).Apart(50, 1_000, RandomStream.FromSeed(3));

        Assert.Equal((50, 51), (sample.Count, others.Count));
        Assert.Equal(Enumerable.Range(0, 101).Select(row => (float)row), sample.Values.ToArray().Concat(others.Values.ToArray()).Order());
        Assert.NotEqual(sample.Values.ToArray().Order(), Enumerable.Range(0, 50).Select(row => (float)row));
    }

    /// <summary>The pool of a target that Hamiltonian chains reach has 10,240 draws.</summary>
    [Fact]
    public void More_draws_than_half_the_pool_have_no_floor_and_are_told_so()
    {
        Hill target = new();
        Batch draws = new(5_121, 1);
        RandomStream.FromSeed(4).FillNormal(draws.Values);

        Assert.Equal(
            "compares 5121 draws with true ones, and of 10240 true draws there is no floor for more than 5120: measure so many at a time",
            Assert.IsType<Measurement.NotApplicable>(new EnergyTvAll().Measure(new Draws(draws, EvaluationCost.None), target, RandomStream.FromSeed(5))).Reason);
        Assert.NotNull(Measured.By(new EnergyTvAll(), target, draws.Slice(0, 5_120)).Floor);
        Assert.NotNull(Measured.By(new EnergyTv(), target, draws).Floor);
    }

    private static (double All, double Repeated) Floors(ITarget target, IHasExactDraws truth, Batch draws)
    {
        HistogramComparison comparison = new("floor", target, truth, points => Energies.Of(target, points));
        HistogramComparison repeated = new("repeated", target, truth, points => Energies.Of(target, points));
        return (comparison.All(draws, RandomStream.FromSeed(6)).Floor.Value, repeated.Repeat(draws, RandomStream.FromSeed(7)).Floor.Average(histograms => histograms.VariationOfAll));
    }

    private sealed class Hill() : TracedTarget("hill", 1, x => 0.5 * Compute.Graphs.TracedMath.Square(x[0])), IHasReferenceStart
    {
        public IReadOnlyList<float> ReferenceStart { get; } = [0];
    }
}
