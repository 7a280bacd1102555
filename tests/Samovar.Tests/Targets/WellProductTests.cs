using Samovar.Compute;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

public sealed class WellProductTests
{
    [Fact]
    public void Normalizer_and_masses_are_the_published_ones()
    {
        ManyWell32 target = new();

        Assert.Equal(164.695675, target.LogNormalizer, 1e-6);
        Assert.Equal(11784.509265, QuarticWell.Normalizer, 1e-5);
        Assert.Equal(0.155693, target.LeftMass, 5e-7);
        Assert.Equal(16, target.WellCoordinates.Count);
    }

    [Fact]
    public void Barrier_mass_agrees_with_a_plain_sum()
    {
        double mass = Enumerable.Range(0, 140_000).Sum(index => 1e-5 * Math.Exp(-QuarticWell.Energy(-0.7 + ((index + 0.5) * 1e-5))));

        Assert.Equal(mass / QuarticWell.Normalizer, new DoubleWell().BarrierMass, 1e-9);
    }

    [Fact]
    public void Energy_is_the_stated_formula()
    {
        ManyWell32 target = new();
        Batch points = TargetLaws.Draw(target, 20, seed: 31);

        double[] logDensity = TargetLaws.Evaluate(target, points).LogDensity;

        for (int row = 0; row < points.Count; row++)
        {
            double energy = 0;
            for (int copy = 0; copy < 16; copy++)
            {
                double free = points[row, (2 * copy) + 1];
                energy += QuarticWell.Energy(points[row, 2 * copy]) + (0.5 * free * free);
            }

            Assert.Equal(-energy, logDensity[row], 1e-3);
        }
    }

    [Fact]
    public void Moments_of_exact_draws_are_the_published_ones()
    {
        double[] draws = Enumerable.Range(0, 100_000).Select(index => QuarticWell.Quantile((index + 0.5) / 100_000)).ToArray();

        Assert.Equal(1.187961, draws.Average(), 1e-4);
        Assert.Equal(2.959806, draws.Average(x => x * x), 1e-4);
        Assert.Equal(9.277913, draws.Average(x => x * x * x * x), 2e-3);
    }

    [Theory]
    [InlineData(0.3, 1e-7)]
    [InlineData(-1.7, 1e-3)]
    [InlineData(5.0, 0.01)]
    [InlineData(0.1, 0.4)]
    [InlineData(-12.0, 2.5)]
    [InlineData(40.0, 60)]
    public void Noisy_score_agrees_with_brute_force(double noisy, double noiseScale)
    {
        double center = noiseScale < 0.05 ? noisy : 0;
        double reach = noiseScale < 0.05 ? 60 * noiseScale : 4;
        double total = 0;
        double weighted = 0;
        const int Nodes = 200_001;
        double Log(double x) => -QuarticWell.Energy(x) - (0.5 * (x - noisy) * (x - noisy) / (noiseScale * noiseScale));
        double largest = Enumerable.Range(0, Nodes).Max(node => Log(center - reach + (2 * reach * node / (Nodes - 1))));
        for (int node = 0; node < Nodes; node++)
        {
            double x = center - reach + (2 * reach * node / (Nodes - 1));
            double weight = Math.Exp(Log(x) - largest);
            total += weight;
            weighted += weight * QuarticWell.Score(x);
        }

        Assert.Equal(weighted / total, QuarticWell.NoisyScore(noisy, noiseScale), 1e-6 * Math.Max(1, Math.Abs(weighted / total)));
    }
}
