using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Tests.Runs;
using Samovar.Tests.Training;
using Samovar.Training;
using Samovar.Verdicts;

namespace Samovar.Tests.Data;

/// <summary>Tables of a handful of rows: two to learn from and two to judge by are enough, and less is refused before anything runs.</summary>
public sealed class SmallTableTests : TemporaryFolder
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fewer_than_four_rows_are_refused_with_their_number(int rows) =>
        Assert.Contains($"has {rows} rows of values; at least 4 are needed, 2 to learn from and 2 to judge by", Assert.Throws<InvalidDataException>(() => Read(rows)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(4, 2, 2)]
    [InlineData(5, 3, 2)]
    [InlineData(7, 5, 2)]
    [InlineData(8, 6, 2)]
    [InlineData(15, 12, 3)]
    public void Small_tables_hold_out_two_rows_and_larger_ones_a_fifth(int rows, int training, int heldOut)
    {
        DataSet data = Read(rows);

        Assert.Equal((training, heldOut), (data.Training.Count, data.HeldOut.Count));
    }

    [Theory]
    [InlineData(7, 0.2, "a held-out share of 0.2 parts its 7 rows into 6 to learn from and 1 to judge by; either needs 2. Choose another share with --option held-out=SHARE")]
    [InlineData(7, 0.9, "into 1 to learn from and 6 to judge by")]
    [InlineData(100, 0.001, "into 100 to learn from and 0 to judge by")]
    public void A_share_that_leaves_one_row_is_refused(int rows, double share, string words)
    {
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => Read(rows, share)).Message, StringComparison.Ordinal);
        Assert.Equal(rows / 2, Read(rows, 0.5).Training.Count);
    }

    /// <summary>From the first step to the last metric: each answers with a number or with a reason.</summary>
    [Theory]
    [InlineData("sd-flow", "quick", 4)]
    [InlineData("sd-flow", "quick", 5)]
    [InlineData("sd-flow", "quick", 7)]
    [InlineData("sd-flow", "generator", 4)]
    [InlineData("gcd", "quick", 4)]
    [InlineData("gcd", "quick", 7)]
    public void A_small_table_is_learned_and_judged(string method, string preset, int rows)
    {
        DataSet data = Read(rows);
        IDataMethod learner = method == "gcd" ? new Gcd() : new SdFlow();
        TrainingSession session = learner.Start(data, preset, 1, 3);
        SmallSessions.Advance(session, 3);
        Draws draws = ((IFreeSampler)session.Sampler).Draw(40, RandomStream.FromSeed(2));

        Measurement[] answers = [.. NamedMeasure.Against(data, DataMetrics()).Select(measure => measure.Measure(draws, RandomStream.FromSeed(3)))];

        Assert.Contains(answers, answer => answer is Measurement.Measured { Name: "sliced-wasserstein-2" });
        Assert.Contains(answers, answer => answer is Measurement.Measured { Name: "mmd" });
    }

    /// <summary>Two points at a distance of 2 have that median distance, whatever stands in the diagonal of their table.</summary>
    [Fact]
    public void Two_rows_are_enough_for_a_median_distance()
    {
        Batch points = new(2, 1);
        (points[0, 0], points[1, 0]) = (-1, 1);

        Assert.Equal(2, PairTable.MedianDistance(points), 12);
    }

    private static IEnumerable<IDataMetric> DataMetrics() => typeof(IDataMetric).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && typeof(IDataMetric).IsAssignableFrom(type) && type.GetConstructor([]) is not null)
        .Select(type => (IDataMetric)Activator.CreateInstance(type)!);

    private DataSet Read(int rows, double? heldOut = null)
    {
        File.WriteAllLines(At("table.csv"), Enumerable.Range(0, rows).Select(row => FormattableString.Invariant($"{row + 0.5},{(row * row) + 0.25}")));
        return new DataSet(new TableOptions { DataPath = At("table.csv"), HeldOut = heldOut });
    }
}
