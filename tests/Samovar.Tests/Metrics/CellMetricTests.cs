using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Metrics;

public sealed class CellMetricTests
{
    private static readonly Mog40 Modes = new();

    /// <summary>A due cell of ten draws or more gets less than a fifth of them by chance with a probability below 5e-4; the cells of forty equal modes are due about thirty.</summary>
    [Fact]
    public void Exact_draws_visit_every_cell_and_a_single_missing_mode_of_forty_is_seen()
    {
        Batch exact = TargetLaws.Draw(Modes, 2_000, seed: 1);
        Batch poorer = Without(exact, mode: 7);

        Assert.InRange(Measured.By(new UnvisitedShare(), Modes, exact).Value, 0, 0.005);
        Measurement.Measured missing = Measured.By(new UnvisitedShare(), Modes, poorer);
        Assert.InRange(missing.Value, 0.015, 0.04);
        Assert.True(missing.Value - missing.Floor > 3 * missing.StandardError, missing.ToString());
    }

    [Fact]
    public void Doubled_weights_are_seen_by_the_shares_of_cells()
    {
        Batch exact = TargetLaws.Draw(Modes, 2_000, seed: 2);
        double[] table = new double[2_000 * 40];
        Modes.Responsibilities(exact, table);
        for (int row = 0; row < 2_000; row++)
        {
            if (table[(row * 40) + 3] + table[(row * 40) + 4] > 0.5)
            {
                exact.Row(row).CopyTo(exact.Row((row + 1) % 2_000));
            }
        }

        Measurement.Measured right = Measured.By(new CellShareTv(), Modes, TargetLaws.Draw(Modes, 2_000, seed: 3));
        Assert.InRange(right.Value, 0.7 * right.Floor!.Value, 1.3 * right.Floor.Value);
        Assert.True(Measured.By(new CellShareTv(), Modes, exact).Value > right.Value + 0.01);
    }

    [Fact]
    public void A_short_tempered_run_takes_the_place_of_exact_draws_and_floors_come_from_its_halves()
    {
        SampledTarget target = new(Modes, TargetLaws.Draw(Modes, 4_000, seed: 4));

        Measurement.Measured unvisited = Measured.By(new UnvisitedShare(), target, Without(TargetLaws.Draw(Modes, 2_000, seed: 5), mode: 7));
        Measurement.Measured shares = Measured.By(new CellShareTv(), target, TargetLaws.Draw(Modes, 2_000, seed: 6));

        Assert.InRange(unvisited.Value, 0.01, 0.05);
        Assert.InRange(shares.Value, 0.5 * shares.Floor!.Value, 1.5 * shares.Floor.Value);
        Assert.InRange(Measured.By(new ClassifierAccuracy(), target, TargetLaws.Draw(Modes, 2_000, seed: 7)).Value, 0.44, 0.56);
        Assert.IsType<Measurement.NotApplicable>(new Wasserstein1().Measure(new Draws(TargetLaws.Draw(Modes, 200, seed: 8), EvaluationCost.None), target, RandomStream.FromSeed(1)));
    }

    private static Batch Without(Batch exact, int mode)
    {
        double[] table = new double[exact.Count * 40];
        Modes.Responsibilities(exact, table);
        int[] kept = [.. Enumerable.Range(0, exact.Count).Where(row => table[(row * 40) + mode] < 0.5)];
        Batch poorer = new(exact.Count, 2);
        for (int row = 0; row < exact.Count; row++)
        {
            exact.Row(kept[row % kept.Length]).CopyTo(poorer.Row(row));
        }

        return poorer;
    }
}
