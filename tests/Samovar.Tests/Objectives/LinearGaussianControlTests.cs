namespace Samovar.Tests.Objectives;

/// <summary>The oracle itself, against the exact cost of other chains.</summary>
public sealed class LinearGaussianControlTests
{
    private static readonly LinearGaussianControl Best = new([4, 0.5], [1, -2], 0.3, [0.5, 0.2, 0.7]);

    [Fact]
    public void The_cost_of_the_best_chain_is_the_mean_value_at_the_start()
    {
        // E over x_0 ~ N(0, I) of V(x_0, 0).
        double expected = Best.Offsets[0] + Enumerable.Range(0, 2).Sum(i => 0.5 * Best.Stiffness[0][i] * (1 + (Best.Centre[i] * Best.Centre[i])));

        Assert.Equal(expected, Best.Follow(Best.Gains, Best.Deviations).Cost, 1e-12);
    }

    [Fact]
    public void Every_other_chain_costs_more_and_the_best_one_is_a_minimum()
    {
        double best = Best.Follow(Best.Gains, Best.Deviations).Cost;
        for (int step = 0; step < 3; step++)
        {
            foreach (double change in new[] { -1e-3, 1e-3 })
            {
                double[] deviations = [.. Best.Deviations];
                deviations[step] *= 1 + change;
                Assert.InRange(Best.Follow(Best.Gains, deviations).Cost - best, 1e-9, 1e-5);
                for (int i = 0; i < 2; i++)
                {
                    double[][] gains = [.. Best.Gains.Select(row => row.ToArray())];
                    gains[step][i] += change;
                    Assert.InRange(Best.Follow(gains, Best.Deviations).Cost - best, 1e-9, 1e-4);
                }
            }
        }
    }
}
