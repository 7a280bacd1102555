using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Tests.Diffusions;

namespace Samovar.Tests.Samplers;

public sealed class PathLedgerTests
{
    private static readonly ReferenceProcess Process = ReferenceProcess.Brownian(1.5, TimeGrid.Cosine(20));

    /// <summary>The bound is what the end is worth less what the steps cost; kept in double precision, so nothing but rounding differs.</summary>
    [Fact]
    public void Log_ratios_of_all_steps_account_for_the_lower_bound()
    {
        Paths paths = PathFixture.Simulate(Process, 500, 2, 0.8, 0.8, seed: 3);
        PathLedger ledger = Of(paths);
        double worth = PathFixture.LogDensity(paths.States[^1], 0.8).Select((value, path) => value - Process.LogMarginal(20, paths.States[^1].Row(path))).Average();

        Assert.Equal(worth - paths.LogWeights.Average(), ledger.LogRatios.Sum(), 1e-9);
        Assert.Equal(500, ledger.Paths);
    }

    /// <summary>s less its mean ½|v|² is v·ε, of deviation |v|: 5 errors of the mean over 20 000 paths per step, 20 steps, a false alarm once in 80 000 runs.</summary>
    [Fact]
    public void Forward_the_mean_log_ratio_is_the_cost_of_the_control()
    {
        PathLedger forward = Of(PathFixture.Simulate(Process, 20_000, 2, 0.8, 0.8, seed: 3));

        for (int step = 1; step < 20; step++)
        {
            double error = Math.Sqrt(2 * forward.Costs[step] / 20_000);
            Assert.InRange(forward.LogRatios[step], forward.Costs[step] - (5 * error), forward.Costs[step] + (5 * error));
        }
    }

    /// <summary>
    /// With the best control the ends agree nearly, and the gaps per step sum to the upper bound less the lower one. The twin takes the paths of a control
    /// that aims elsewhere for the backward ones.
    /// </summary>
    [Fact]
    public void Gaps_per_step_sum_to_the_gap_between_the_bounds()
    {
        Paths forward = PathFixture.Simulate(Process, 20_000, 2, 0.8, 0.8, seed: 4);
        Paths backward = PathFixture.Retrace(Process, 20_000, 0.8, 0.8, seed: 5);
        double gap = backward.LogWeights.Average() - forward.LogWeights.Average();
        double Summed(Paths other) => Of(forward).Costs.Zip(Of(other).LogRatios, (cost, ratio) => cost - ratio).Sum();

        Assert.InRange(gap, 0.05, 1);
        Assert.Equal(gap, Summed(backward), 0.05);
        Assert.NotEqual(gap, Summed(PathFixture.Retrace(Process, 20_000, 0.8, 1.2, seed: 5)), 0.05);
    }

    [Fact]
    public void The_last_spread_is_that_of_all_log_ratios_together()
    {
        Paths paths = PathFixture.Simulate(Process, 300, 2, 0.8, 0.8, seed: 6);
        double[] totals = [.. Enumerable.Range(0, 300).Select(path => Enumerable.Range(0, 20).Sum(step => paths.LogRatios[(step * 300) + path]))];
        double mean = totals.Average();

        Assert.Equal(Math.Sqrt(totals.Average(total => (total - mean) * (total - mean))), Of(paths).Spreads[^1], 1e-9);
    }

    [Fact]
    public void Lost_paths_are_counted_and_in_no_sum()
    {
        Paths paths = PathFixture.Simulate(Process, 100, 2, 0.8, 0.8, seed: 7);
        double[] logDensity = PathFixture.LogDensity(paths.States[^1], 0.8);
        PathLedger whole = new(20);
        whole.Add(paths, 99);
        logDensity[99] = double.NaN;
        paths.Weigh(logDensity);
        PathLedger ledger = Of(paths);

        Assert.Equal((100, 1), (ledger.Paths, ledger.LostPaths));
        Assert.Equal(whole.LogRatios, ledger.LogRatios);
    }

    [Fact]
    public void Two_ledgers_add_up_to_one()
    {
        Paths first = PathFixture.Simulate(Process, 40, 2, 0.8, 0.8, seed: 8);
        Paths second = PathFixture.Simulate(Process, 40, 2, 0.8, 0.8, seed: 9);
        PathLedger together = Of(first);
        together.Add(Of(second));

        Assert.Equal(80, together.Paths);
        Assert.Equal(0.5 * (Of(first).Costs[3] + Of(second).Costs[3]), together.Costs[3], 1e-12);
    }

    private static PathLedger Of(Paths paths)
    {
        PathLedger ledger = new(paths.Process.Steps);
        ledger.Add(paths, paths.Count);
        return ledger;
    }
}
