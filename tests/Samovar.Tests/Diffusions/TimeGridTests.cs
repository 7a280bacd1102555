using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

public sealed class TimeGridTests
{
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(50, 0.01)]
    [InlineData(200, 1e-5)]
    public void Logarithmic_steps_lower_the_logarithm_of_the_time_left_evenly(int steps, double finest)
    {
        IReadOnlyList<double> lengths = TimeGrid.Logarithmic(steps, finest);
        double fall = Math.Log(1 + (1 / finest)) / steps;
        double left = 1;
        foreach (double length in lengths)
        {
            double before = Math.Log(1 + (left / finest));
            left -= length;
            Assert.Equal(fall, before - Math.Log(1 + (left / finest)), 1e-6);
        }

        Assert.Equal(0, left, 1e-12);
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-3)]
    [InlineData(1e-4)]
    public void Logarithmic_steps_lose_less_to_fixed_variances_than_cosine_steps_where_the_target_is_narrow(double variance)
    {
        double logarithmic = Floor(TimeGrid.Logarithmic(100, variance), variance);
        double cosine = Floor(TimeGrid.Cosine(100), variance);

        Assert.InRange(logarithmic, 0, 0.9 * cosine);
    }

    [Fact]
    public void Logarithmic_steps_of_a_target_as_wide_as_the_reference_lose_nothing() => Assert.Equal(0, Floor(TimeGrid.Logarithmic(100, 0.3), 1), 1e-9);

    /// <summary>Nats that forward steps of fixed variance lose on N(0, v), in one dimension, when every mean is right: Σ ½ (q − 1 − ln q), with q the fixed over the true variance of a step.</summary>
    /// <remarks>Under Brownian motion of width 1 tied to N(0, v) at its end, x at time t has variance V = t² v + t (1 − t), and x at t' given x at t has V' − (t/t')² V'²/V.</remarks>
    private static double Floor(IReadOnlyList<double> lengths, double variance)
    {
        double time = 0;
        double loss = 0;
        foreach (double length in lengths)
        {
            double next = Math.Min(1, time + length);
            double explained = time == 0 ? 0 : time / next * (time / next) * Math.Pow(At(next), 2) / At(time);
            double ratio = length / (At(next) - explained);
            loss += 0.5 * (ratio - 1 - Math.Log(ratio));
            time = next;
        }

        return loss;

        double At(double moment) => (moment * moment * variance) + (moment * (1 - moment));
    }
}
