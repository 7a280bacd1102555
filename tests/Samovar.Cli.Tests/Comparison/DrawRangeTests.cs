using Samovar.Cli.Comparison;
using Samovar.Compute.Randomness;

namespace Samovar.Cli.Tests.Comparison;

public sealed class DrawRangeTests
{
    private static readonly DrawCosts TenEach = Costs((0, 10), (0, 10), (0, 10));

    /// <summary>Training costs 1,000 ± 4.3027 · 100/√3 = 1,000 ± 248.4, and a draw of the rival 10 more: 75.2 to 124.8 draws.</summary>
    [Fact]
    public void Scatter_of_training_alone_is_the_interval_of_its_mean_over_what_a_draw_saves() =>
        Assert.Equal([new DrawRange(75, 125)], DrawRange.Undecided(Costs((900, 0), (1_000, 0), (1_100, 0)), TenEach)!);

    [Fact]
    public void Costs_without_scatter_leave_nothing_open_but_the_crossing_itself() =>
        Assert.Equal([new DrawRange(100, 100)], DrawRange.Undecided(Costs((1_000, 0), (1_000, 0)), TenEach)!);

    /// <summary>The saving of 10 ± 22 may be none at all, and then training never pays.</summary>
    [Fact]
    public void A_saving_that_may_be_none_has_an_interval_without_end()
    {
        DrawRange open = Assert.Single(DrawRange.Undecided(Costs((1_000, 0), (1_000, 0), (1_000, 0)), Costs((0, 1), (0, 10), (0, 19)))!);

        Assert.InRange(open.From, 30, 40);
        Assert.Equal(double.PositiveInfinity, open.To);
    }

    [Fact]
    public void What_is_cheaper_at_every_number_is_so_surely() => Assert.Empty(DrawRange.Undecided(Costs((10, 1), (11, 1), (12, 1)), Costs((90, 5), (91, 5), (92, 5)))!);

    [Fact]
    public void Equal_costs_are_open_at_any_number() => Assert.Equal([new DrawRange(1, double.PositiveInfinity)], DrawRange.Undecided(TenEach, TenEach)!);

    [Fact]
    public void One_seed_has_no_scatter_and_so_no_interval() => Assert.Null(DrawRange.Undecided(Costs((1_000, 0)), TenEach));

    /// <summary>Where one side alone scatters the interval is exact: it holds the truth in 95 % of 4,000 trials, ± 4 · 0.34 % (false alarms: 6e-5). Its twin, from the lowest to the highest break-even of single seeds, holds it in three quarters.</summary>
    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says()
    {
        const double Truth = 1_000.0 / 10;
        RandomStream random = RandomStream.FromSeed(5);
        float[] noise = new float[6];
        (int held, int twin) = (0, 0);
        for (int trial = 0; trial < 4_000; trial++)
        {
            random.FillNormal(noise);
            DrawCosts rival = new([.. Enumerable.Range(0, 3).Select(seed => new DrawCost(200 + (40 * noise[seed]), 12 + noise[seed] + (2 * noise[seed + 3])))]);
            held += DrawRange.Undecided(Costs((1_200, 2), (1_200, 2), (1_200, 2)), rival)!.Any(open => open.From <= Truth && Truth <= open.To) ? 1 : 0;
            double[] single = [.. rival.Seeds.Select(seed => (1_200 - seed.Once) / (seed.Each - 2))];
            twin += single.Min() <= Truth && Truth <= single.Max() ? 1 : 0;
        }

        Assert.InRange(held / 4_000.0, 0.9363, 0.9637);
        Assert.InRange(twin / 4_000.0, 0.70, 0.80);
    }

    [Theory]
    [InlineData(75, 125, "from 100 draws on (75 to 125)")]
    [InlineData(1, 125, "from 100 draws on (125 at most)")]
    [InlineData(75, double.PositiveInfinity, "from 100 draws on (75 to never)")]
    [InlineData(1, double.PositiveInfinity, "from 100 draws on (1 to never)")]
    public void An_interval_without_end_says_never(double from, double to, string words) =>
        Assert.Equal(words, new PayBackCount(new BreakEven.After(100), [new DrawRange(from, to)]).Words);

    [Fact]
    public void What_has_no_number_says_what_is_open()
    {
        DrawRange all = new(1, double.PositiveInfinity);
        DrawRange late = new(500, double.PositiveInfinity);

        Assert.Equal("from the first draw (surely)", new PayBackCount(new BreakEven.AtOnce(), []).Words);
        Assert.Equal("from the first draw (open beyond 500)", new PayBackCount(new BreakEven.AtOnce(), [late]).Words);
        Assert.Equal("only up to 700 draws (500 to always)", new PayBackCount(new BreakEven.UpTo(700), [late]).Words);
        Assert.Equal("never: neither training nor drawing is cheaper (open at any number)", new PayBackCount(new BreakEven.Never(), [all]).Words);
        Assert.Equal("never: neither training nor drawing is cheaper (open up to 9)", new PayBackCount(new BreakEven.Never(), [new DrawRange(1, 9)]).Words);
        Assert.Equal("from 4 draws on (9 at most; 500 to never)", new PayBackCount(new BreakEven.After(4), [new DrawRange(1, 9), late]).Words);
        Assert.Equal("from 4 draws on", new PayBackCount(new BreakEven.After(4), null).Words);
    }

    private static DrawCosts Costs(params (double Once, double Each)[] seeds) => new([.. seeds.Select(seed => new DrawCost(seed.Once, seed.Each))]);
}
