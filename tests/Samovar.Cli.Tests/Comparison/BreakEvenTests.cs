using Samovar.Cli.Comparison;

namespace Samovar.Cli.Tests.Comparison;

public sealed class BreakEvenTests
{
    /// <summary>1,000 + 2n falls below 100 + 5n when 900 = 3n.</summary>
    [Fact]
    public void Training_is_paid_back_where_the_lines_cross() => Assert.Equal(new BreakEven.After(300), BreakEven.Of(new(1_000, 2), new(100, 5)));

    [Fact]
    public void A_part_of_a_draw_is_a_whole_one() => Assert.Equal(new BreakEven.After(334), BreakEven.Of(new(1_000, 0), new(0, 3)));

    [Fact]
    public void Cheaper_training_and_cheaper_draws_win_at_once() => Assert.IsType<BreakEven.AtOnce>(BreakEven.Of(new(10, 1), new(10, 1)));

    /// <summary>10 + 5n stays below 100 + 2n while 3n &lt; 90.</summary>
    [Fact]
    public void Cheaper_training_with_dearer_draws_wins_for_a_while() => Assert.Equal(new BreakEven.UpTo(30), BreakEven.Of(new(10, 5), new(100, 2)));

    [Theory]
    [InlineData(100, 5, 10, 2)]
    [InlineData(100, 2, 10, 2)]
    public void Dearer_training_with_draws_no_cheaper_never_wins(double once, double each, double rivalOnce, double rivalEach) =>
        Assert.IsType<BreakEven.Never>(BreakEven.Of(new(once, each), new(rivalOnce, rivalEach)));

    [Fact]
    public void The_interval_of_a_mean_is_that_of_Student()
    {
        SeedSpread spread = SeedSpread.Of([1, 2, 3])!;

        Assert.Equal((3, 2.0, 1.0, 3.0), (spread.Count, spread.Mean, spread.Lowest, spread.Highest));
        Assert.Equal(4.303 / Math.Sqrt(3), spread.HalfWidth, 3);
        Assert.Equal(double.NaN, SeedSpread.Of([5])!.HalfWidth);
        Assert.Null(SeedSpread.Of([]));
    }

    /// <summary>t at 20 degrees of freedom is 2.086 (Abramowitz and Stegun, table 26.10).</summary>
    [Fact]
    public void Many_runs_have_a_narrower_interval()
    {
        SeedSpread spread = SeedSpread.Of([.. Enumerable.Range(0, 21).Select(index => (double)index)])!;

        Assert.Equal(2.086 * Math.Sqrt(38.5 / 21), spread.HalfWidth, 3);
    }
}
