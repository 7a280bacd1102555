using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains;

/// <summary>
/// What a gradient is worth on a white Gaussian of many dimensions d, from theory. Leapfrog turns every pair of x and p√c, c = 1/(1 − ε²/4), by ω with
/// cos ω = 1 − ε²/2, and keeps x² + c·p². A trajectory of n steps has turned once sin nω &lt; 0, so that it ends at the first 2^k − 1 steps beyond π. Along it,
/// H − H₀ = (ε²/8)(|x_n|² − |x_0|²) = (ε²/8)√d·(A(1 − cos 2nω) + B sin 2nω), where A ~ N(√d(c − 1)/2, (c² + 1)/2) and B ~ N(0, c) by the central limit theorem. The draw
/// n steps away has the correlation x_0·x_n/d = (|x_0|²/d) cos nω + (B/√d) sin nω with its predecessor, where |x_0|²/d has the mean 1 − (A − E A)/(√d·var A) given A;
/// hence (1 − ρ)/(1 + ρ) effective draws with ρ the mean of that.
/// Nothing of the sampler is used; the mean over A, B, directions and draws is taken over many trials.
/// </summary>
public sealed class NoUTurnTheoryTests
{
    private const int Dimension = 100;

    /// <summary>
    /// Acceptance within 0.01 and bulk effective draws per gradient within 12 % of theory: 2 % is the noise of 16,000 draws times 10 coordinates, and the estimate for
    /// swinging chains of this length is up to 7 % too high.
    /// </summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    public void A_gradient_on_a_white_Gaussian_is_worth_what_theory_says(double step)
    {
        Gaussian target = new(new GaussianOptions { Dimension = Dimension, Correlation = 0 });
        Expectation expected = Limit(step);

        NoUTurnRun run = new NoUTurnSampler(new NoUTurnOptions { WarmUp = 0, StepSize = step })
            .Run(target, TargetLaws.Draw(target, 16, seed: 1), 1_000, RandomStream.FromSeed(2));

        Assert.Equal(expected.Acceptance, run.Acceptance, 0.01);
        Assert.Equal(1, DrawsPerGradient(run) / expected.DrawsPerGradient, 0.12);
    }

    /// <summary>After adaptation to a correlated Gaussian, which theory takes for perfect: within 20 %.</summary>
    [Fact]
    public void Adaptation_to_a_correlated_Gaussian_loses_little()
    {
        Gaussian target = new(new GaussianOptions { Dimension = Dimension, Correlation = 0.9 });

        NoUTurnRun run = new NoUTurnSampler(new NoUTurnOptions { WarmUp = 300 }).Run(target, TargetLaws.Draw(target, 16, seed: 1), 1_000, RandomStream.FromSeed(2));

        Assert.Equal(1, DrawsPerGradient(run) / Limit(run.StepSize).DrawsPerGradient, 0.2);
    }

    /// <summary>Over every tenth coordinate.</summary>
    private static double DrawsPerGradient(NoUTurnRun run)
    {
        ChainTrace some = new(run.Draws.Chains, run.Draws.Steps, Dimension / 10);
        for (int index = 0; index < some.Points.Values.Length; index++)
        {
            some.Points.Values[index] = run.Draws.Points.Values[10 * index];
        }

        return ChainDiagnostics.Of(some).Coordinates.Average(coordinate => coordinate.BulkEss) / run.Cost.Scores;
    }

    internal static Expectation Limit(double step)
    {
        const int Trials = 40_000;
        double turn = 2 * Math.Asin(step / 2);
        int depth = (int)Math.Ceiling(Math.Log2((Math.PI / turn) + 1));
        double size = step * step / 8 * Math.Sqrt(Dimension);
        double stretch = 1 / (1 - (step * step / 4));
        double variance = 0.5 * ((stretch * stretch) + 1);
        RandomStream random = RandomStream.FromSeed(8);
        double correlation = 0;
        double acceptance = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            double excess = Math.Sqrt(variance) * random.NextNormal();
            double even = (0.5 * Math.Sqrt(Dimension) * (stretch - 1)) + excess;
            double odd = Math.Sqrt(stretch) * random.NextNormal();
            double Weight(int n) => Math.Exp(-size * ((even * (1 - Math.Cos(2 * n * turn))) + (odd * Math.Sin(2 * n * turn))));
            (int draw, double accepted) = Walk(depth, Weight, random);
            double length = 1 - (excess / Math.Sqrt(Dimension) / variance);
            correlation += ((length * Math.Cos(draw * turn)) + (odd / Math.Sqrt(Dimension) * Math.Sin(draw * turn))) / Trials;
            acceptance += accepted / Trials;
        }

        return new Expectation(acceptance, (1 - correlation) / (1 + correlation) / ((1 << depth) - 1));
    }

    /// <summary>Doubles a trajectory a fixed number of times and draws one of its steps.</summary>
    private static (int Draw, double Acceptance) Walk(int depth, Func<int, double> weight, RandomStream random)
    {
        int draw = 0;
        int first = 0;
        double total = 1;
        double acceptance = 0;
        for (int level = 0; level < depth; level++)
        {
            int start = random.NextDouble() < 0.5 ? first + (1 << level) : first - (1 << level);
            (int proposal, double sum) = (0, 0);
            for (int n = start; n < start + (1 << level); n++)
            {
                sum += weight(n);
                proposal = random.NextDouble() * sum < weight(n) ? n : proposal;
                acceptance += Math.Min(1, weight(n)) / ((1 << depth) - 1);
            }

            draw = random.NextDouble() * total < sum ? proposal : draw;
            total += sum;
            first = Math.Min(first, start);
        }

        return (draw, acceptance);
    }

    /// <param name="Acceptance">Mean acceptance statistic.</param>
    /// <param name="DrawsPerGradient">Effective draws per gradient.</param>
    internal sealed record Expectation(double Acceptance, double DrawsPerGradient);
}
