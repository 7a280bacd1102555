using Samovar.MarkovChains.Tempering;

namespace Samovar.Tests.MarkovChains.Tempering;

public sealed class TemperatureScheduleTests
{
    /// <summary>Where the barrier is Λ(β) = √β, equal parts of it end at β = (k/n)².</summary>
    [Fact]
    public void Respacing_makes_all_rejections_equal()
    {
        TemperatureSchedule fine = Even(2_000);
        double[] rejections = [.. fine.InverseTemperatures.Zip(fine.InverseTemperatures.Skip(1), (left, right) => Math.Sqrt(right) - Math.Sqrt(left))];

        IReadOnlyList<double> respaced = fine.Respaced(rejections, 5).InverseTemperatures;

        Assert.All(respaced.Index(), rung => Assert.Equal(Math.Pow(rung.Index / 4.0, 2), rung.Item, 2e-3));
    }

    [Fact]
    public void A_schedule_whose_rejections_are_equal_stays()
    {
        TemperatureSchedule schedule = TemperatureSchedule.Of([0, 0.1, 0.4, 1]);

        Assert.All(schedule.Respaced([0.3, 0.3, 0.3], 4).InverseTemperatures.Zip(schedule.InverseTemperatures), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void Pairs_that_always_exchange_still_leave_the_schedule_strictly_increasing()
    {
        TemperatureSchedule respaced = Even(8).Respaced([0, 0, 0, 0.9, 0, 0, 0, 0], 40);

        Assert.All(respaced.InverseTemperatures.Zip(respaced.InverseTemperatures.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(1, respaced.InverseTemperatures[^1]);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.2, 10)]
    [InlineData(0.35, 13)]
    [InlineData(0.5, 16)]
    [InlineData(1, 16)]
    public void Values_are_interpolated_in_straight_lines(double inverseTemperature, double expected) =>
        Assert.Equal(expected, TemperatureSchedule.Of([0, 0.2, 0.5, 1]).Interpolate([10, 10, 16, 16], inverseTemperature), 12);

    [Fact]
    public void A_refined_path_keeps_the_old_temperatures_and_interpolates_step_sizes_by_their_logarithms()
    {
        AnnealingSchedule refined = new AnnealingSchedule(TemperatureSchedule.Of([0, 0.5, 1]), [1, 1, 0.25]).Refined(2);

        Assert.Equal([0, 0.25, 0.5, 0.75, 1], refined.Temperatures.InverseTemperatures);
        Assert.Equal(0.5, refined.StepSizes[3], 12);
    }

    [Fact]
    public void A_path_is_not_refined_beyond_what_numbers_resolve()
    {
        AnnealingSchedule refined = new AnnealingSchedule(TemperatureSchedule.Of([0, 0.5, Math.BitIncrement(0.5), 1]), [1, 1, 1, 1]).Refined(8);

        Assert.Equal(18, refined.Temperatures.Count);
    }

    public static TheoryData<double[]> Wrong => new() { new double[] { 0 }, new double[] { 0, 0.5 }, new double[] { 0.1, 1 }, new double[] { 0, 0.5, 0.5, 1 }, new double[] { 0, double.NaN, 1 } };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Temperatures_that_do_not_rise_strictly_from_0_to_1_are_refused(double[] inverseTemperatures) =>
        Assert.Contains("rise strictly from 0 to 1", Assert.Throws<ArgumentException>(() => TemperatureSchedule.Of(inverseTemperatures)).Message, StringComparison.Ordinal);

    [Fact]
    public void One_temperature_is_too_few()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureSchedule.Cubic(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Even(4).Respaced([0.1, 0.1, 0.1, 0.1], 1));
    }

    private static TemperatureSchedule Even(int steps) => TemperatureSchedule.Of([.. Enumerable.Range(0, steps + 1).Select(step => (double)step / steps)]);
}
