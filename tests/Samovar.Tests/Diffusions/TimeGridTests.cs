using Samovar.Compute.Randomness;
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Random_steps_end_at_one_and_follow_from_the_seed(int steps)
    {
        IReadOnlyList<double> lengths = TimeGrid.Random(steps, RandomStream.FromSeed(5));

        Assert.Equal(steps, lengths.Count);
        Assert.All(lengths, length => Assert.True(length > 0));
        Assert.Equal(1, lengths.Sum(), 1e-12);
        Assert.Equal(lengths, TimeGrid.Random(steps, RandomStream.FromSeed(5)));
        Assert.Equal(steps == 1, lengths.SequenceEqual(TimeGrid.Random(steps, RandomStream.FromSeed(6))));
    }

    /// <summary>
    /// The gaps of N − 1 uniform times: N times the mean square of a gap is 2/(N + 1), which equal steps would make 1/N. Over 10 000 grids of 10 steps the sum of squares, 0.18 with a deviation of
    /// 0.06, has an error of 0.0006; five of them are a false alarm once in a million runs.
    /// </summary>
    [Fact]
    public void Random_steps_are_the_gaps_between_uniform_times()
    {
        RandomStream random = RandomStream.FromSeed(7);
        double mean = Enumerable.Range(0, 10_000).Average(_ => TimeGrid.Random(10, random).Sum(length => length * length));

        Assert.Equal(2.0 / 11, mean, 0.003);
    }

    /// <summary>Without a control and with the reference as the target, both transition densities cancel along every path of any grid. The twin takes backward the grid of another seed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Uncontrolled_paths_on_random_steps_weigh_one_where_the_target_is_the_reference(bool brownian)
    {
        ReferenceProcess process = Process(5);
        Paths paths = PathFixture.Simulate(process, 20, 3, null, process.Width, seed: 2);
        double Weight(ReferenceProcess backward, int path) => Enumerable.Range(0, process.Steps)
            .Sum(step => backward.LogBackward(step, paths.States[step].Row(path), paths.States[step + 1].Row(path)) - paths.LogForward(step, path))
            + process.LogMarginal(process.Steps, paths.States[^1].Row(path)) - process.LogMarginal(0, paths.States[0].Row(path));

        Assert.All(Enumerable.Range(0, 20), path => Assert.Equal(PathFixture.LogZ, paths.LogWeights[path], 1e-4));
        Assert.All(Enumerable.Range(0, 20), path => Assert.Equal(0, Weight(process, path), 1e-3));
        Assert.Contains(Enumerable.Range(0, 20), path => Math.Abs(Weight(Process(6), path)) > 0.1);

        ReferenceProcess Process(ulong seed)
        {
            IReadOnlyList<double> lengths = TimeGrid.Random(30, RandomStream.FromSeed(seed));
            return brownian ? ReferenceProcess.Brownian(1.5, lengths) : ReferenceProcess.OrnsteinUhlenbeck(1.5, 4, lengths);
        }
    }

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
