using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Metrics.HeldOut;
using Samovar.Tests.Runs;

namespace Samovar.Tests.Metrics;

public sealed class HeldOutMetricTests : TemporaryFolder
{
    private static readonly DataSet Grid = DataSet.Of(new Grid25());

    public static TheoryData<Type> Distances => [typeof(HeldOutSlicedWasserstein2), typeof(HeldOutWasserstein2), typeof(HeldOutMaximumMeanDiscrepancy), typeof(ColumnDistance)];

    /// <summary>Fresh draws of the source stay within twice the floor, or within what MMD² scatters by; draws moved by 1 do not.</summary>
    [Theory]
    [MemberData(nameof(Distances))]
    public void Exact_draws_are_at_the_floor_and_moved_ones_are_not(Type type)
    {
        HeldOutMetric metric = (HeldOutMetric)Activator.CreateInstance(type)!;
        Measurement.Measured good = Measure(metric, Drawn(1_000, 0), Grid);
        Measurement.Measured bad = Measure(metric, Drawn(1_000, 1), Grid);

        Assert.InRange(good.Value, -0.003, Math.Max(2 * good.Floor!.Value, 0.003));
        Assert.True(bad.Value > Math.Max(1.3 * good.Floor.Value, 0.003), $"{bad.Value} against a floor of {good.Floor}");
    }

    [Fact]
    public void Exact_draws_cover_all_modes_and_draws_of_one_mode_do_not()
    {
        Batch exact = Drawn(4_000, 0);
        Batch one = new(1_000, 2);
        RandomStream.FromSeed(1).FillNormal(one.Values);
        foreach (ref float value in one.Values)
        {
            value = 2 + (0.05f * value);
        }

        Assert.Equal(25, Measure(new ModesCovered(), exact, Grid).Value);
        Assert.Equal(1, Measure(new ModesCovered(), one, Grid).Value);
        // 1 − e^(−4.5) within five binomial errors; a truncated round Gaussian is narrower than 0.05 by the factor √(1 − 4.5e^(−4.5)/(1 − e^(−4.5))).
        Assert.Equal(1 - Math.Exp(-4.5), Measure(new HighQualityRate(), exact, Grid).Value, 5 * Math.Sqrt(0.011 / 4_000));
        Assert.Equal(0.05 * Math.Sqrt(1 - (4.5 * Math.Exp(-4.5) / (1 - Math.Exp(-4.5)))), Measure(new WithinModeDeviation(), exact, Grid).Value, 0.0015);
        Assert.InRange(Measure(new KlMode(), exact, Grid).Value, 0, 0.01);
        Assert.Equal(Math.Log(25), Measure(new KlMode(), one, Grid).Value, 1e-12);
    }

    [Fact]
    public void Copies_of_training_rows_have_no_novelty_and_held_out_rows_have_all()
    {
        string rows = string.Concat(Enumerable.Range(0, 300).Select(row => FormattableString.Invariant($"{Math.Sin(row * 1.7)},{Math.Cos(row * row)}\n")));
        File.WriteAllText(At("table.csv"), rows);
        DataSet data = new(new TableOptions { DataPath = At("table.csv"), HeldOut = 0.3 });

        Assert.Equal(0, Measure(new Novelty(), data.Training, data).Value);
        Assert.Equal(1, Measure(new Novelty(), data.HeldOut, data).Value, 1e-9);
        Assert.IsType<Measurement.NotApplicable>(new Novelty().Measure(Drawn(100, 0), Grid, RandomStream.FromSeed(1)));
    }

    [Fact]
    public void A_column_of_categories_is_compared_by_shares()
    {
        File.WriteAllText(At("table.csv"), "kind,x\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{(row % 4 == 0 ? "rare" : "usual")},{row}.5\n")));
        DataSet data = new(new TableOptions { DataPath = At("table.csv"), Transform = Transform.None });
        Batch rare = new(8, 3);
        Batch usual = new(8, 3);
        for (int row = 0; row < 8; row++)
        {
            (rare[row, 0], usual[row, 1], rare[row, 2], usual[row, 2]) = (0.9f, 1.1f, row, row);
        }

        Assert.Equal(1, ColumnDistance.Of(rare, usual, data), 1e-12);
        Assert.Equal(0, ColumnDistance.Of(rare, rare, data), 1e-12);
    }

    [Fact]
    public void Draws_that_are_not_finite_are_not_measured()
    {
        Batch draws = Drawn(100, 0);
        draws[3, 1] = float.NaN;

        Assert.Contains("1 of 100 draws", Assert.IsType<Measurement.NotApplicable>(new HighQualityRate().Measure(draws, Grid, RandomStream.FromSeed(1))).Reason);
    }

    /// <summary>Held-out rows, three times over, are three parts of which each is what the floor comes from; in one part of thrice the size chance would be a third.</summary>
    [Theory]
    [InlineData(typeof(HeldOutLocalShift))]
    [InlineData(typeof(HeldOutLocalSpread))]
    public void Shapes_of_a_table_are_compared_at_the_size_of_their_floor(Type type)
    {
        DataSet data = Normal(rows: 500, heldOut: 0.2);
        foreach (ref float value in data.HeldOut.Values)
        {
            // Moved and widened, so that neither number is 0.
            value = 0.3f + (1.2f * value);
        }

        Batch draws = new(3 * data.HeldOut.Count, 2);
        for (int row = 0; row < draws.Count; row++)
        {
            data.HeldOut.Row(row % data.HeldOut.Count).CopyTo(draws.Row(row));
        }

        Measurement.Measured measured = Measure((HeldOutMetric)Activator.CreateInstance(type)!, draws, data);

        Assert.NotEqual(0, measured.Value);
        Assert.Equal(measured.Floor!.Value, Math.Abs(measured.Value), 1e-9);
    }

    /// <summary>Draws of the law itself, beside 400 held-out rows: chance has the size √(1/400 + 1/100) where 100 rows are seen. In one part of 2,000 draws it would be half of that.</summary>
    [Fact]
    public void Cells_of_a_table_are_compared_at_the_size_of_their_floor()
    {
        DataSet data = Normal(rows: 500, heldOut: 0.8);

        Measurement.Measured measured = Measure(new HeldOutCellShareTv(), NormalDraws(2_000, 5), data);

        Assert.InRange(measured.Value / measured.Floor!.Value, 0.7, 1.4);
        Assert.InRange(measured.StandardError, 0.001, 0.02);
    }

    /// <summary>The median of ten distances to the nearest row is known to some tenths of itself, that of five hundred to some hundredths.</summary>
    [Theory]
    [InlineData(20, 0.1, 1)]
    [InlineData(1_000, 0.001, 0.1)]
    public void The_error_of_held_out_rows_is_that_of_the_floor_of_novelty(int rows, double least, double most)
    {
        DataSet data = Normal(rows, heldOut: 0.5);

        Measurement.Measured measured = Measure(new Novelty(), NormalDraws(500, 3), data);

        Assert.Equal(1, measured.Floor);
        Assert.InRange(measured.FloorError!.Value, least, most);
        Assert.Contains("needs at least 5 held-out rows", Assert.IsType<Measurement.NotApplicable>(
            new Novelty().Measure(NormalDraws(500, 3), Normal(rows: 8, heldOut: 0.5), RandomStream.FromSeed(1))).Reason, StringComparison.Ordinal);
    }

    /// <summary>Without bias the estimate of equal laws is 0 on average: the floor is its size, and never below 0.</summary>
    [Fact]
    public void The_floor_of_the_discrepancy_is_the_size_of_chance()
    {
        double[] chance = [.. Enumerable.Range(0, 20).Select(seed => Measure(new HeldOutMaximumMeanDiscrepancy(), NormalDraws(60, (ulong)seed + 100), Normal(rows: 120, heldOut: 0.5)).Value)];
        double[] floors = [.. Enumerable.Range(0, 6).Select(seed => Measure(new HeldOutMaximumMeanDiscrepancy(), NormalDraws(60, 1), Normal(rows: 120, heldOut: 0.5, seed: (ulong)seed)).Floor!.Value)];

        double size = Math.Sqrt(chance.Average(value => value * value));
        Assert.All(floors, floor => Assert.InRange(floor, size / 6, 6 * size));
        Assert.Contains(chance, value => value < 0);
    }

    [Fact]
    public void Strays_need_rows_and_distances_to_be_measured_by()
    {
        Measurement few = new HeldOutStrayShare().Measure(NormalDraws(50, 1), Normal(rows: 198, heldOut: 0.5), RandomStream.FromSeed(1));
        Assert.Contains("needs at least 100 held-out rows to know how far from seen rows others lie, and there are 99", Assert.IsType<Measurement.NotApplicable>(few).Reason, StringComparison.Ordinal);
        Assert.Equal(0, Measure(new HeldOutStrayShare(), NormalDraws(50, 1), Normal(rows: 200, heldOut: 0.5)).Value);

        File.WriteAllLines(At("table.csv"), Enumerable.Range(0, 600).Select(row => $"{row % 3},{row % 3}"));
        Measurement equal = new HeldOutStrayShare().Measure(NormalDraws(50, 1), new DataSet(new TableOptions { DataPath = At("table.csv") }), RandomStream.FromSeed(1));
        Assert.Contains("every held-out row is equal to a seen row", Assert.IsType<Measurement.NotApplicable>(equal).Reason, StringComparison.Ordinal);
    }

    /// <summary>Samples of a file share its rows, so the scatter of their comparisons is no error; fresh rows of a source have one.</summary>
    [Fact]
    public void The_error_of_a_floor_is_known_of_sources_and_not_of_files()
    {
        Assert.Null(Measure(new HeldOutSlicedWasserstein2(), NormalDraws(100, 1), Normal(rows: 300, heldOut: 0.3)).FloorError);
        Assert.True(Measure(new HeldOutSlicedWasserstein2(), Drawn(100, 0), Grid).FloorError > 0);
        Assert.Null(Measure(new HighQualityRate(), Drawn(100, 0), Grid).FloorError);
        Assert.Equal(0, Measure(new HeldOutStrayShare(), Drawn(100, 0), Grid).FloorError);
    }

    private static Batch NormalDraws(int count, ulong seed)
    {
        Batch draws = new(count, 2);
        RandomStream.FromSeed(seed).FillNormal(draws.Values);
        return draws;
    }

    private DataSet Normal(int rows, double heldOut, ulong seed = 77)
    {
        Batch points = NormalDraws(rows, seed);
        File.WriteAllLines(At("table.csv"), Enumerable.Range(0, rows).Select(row => FormattableString.Invariant($"{points[row, 0]},{points[row, 1]}")));
        return new DataSet(new TableOptions { DataPath = At("table.csv"), HeldOut = heldOut });
    }

    private static Measurement.Measured Measure(HeldOutMetric metric, Batch draws, DataSet data) =>
        Assert.IsType<Measurement.Measured>(metric.Measure(draws, data, RandomStream.FromSeed(21)));

    private static Batch Drawn(int count, float shift)
    {
        Batch draws = new(count, 2);
        new Grid25().Draw(draws, RandomStream.FromSeed(31));
        foreach (ref float value in draws.Values)
        {
            value += shift;
        }

        return draws;
    }
}
