using Samovar.Compute.Randomness;
using Samovar.Objectives;

namespace Samovar.Tests.Objectives;

/// <summary>The recurrences against the sum over all pairs.</summary>
public sealed class SegmentLossTests
{
    private const int Steps = 12;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(double.PositiveInfinity)]
    public void Recurrences_equal_the_sum_over_all_segments(double decay)
    {
        double[] potentials = Potentials(Steps, 165);
        double[] derivatives = new double[Steps + 1];
        double loss = new SegmentLoss(Steps, decay).Evaluate(potentials, derivatives);
        (double expected, double[] slopes) = AllPairs(potentials, decay);

        Assert.Equal(expected, loss, 1e-10);
        Assert.Equal(slopes, derivatives, (left, right) => Math.Abs(left - right) < 1e-10);
    }

    [Fact]
    public void Derivatives_are_those_of_the_value()
    {
        SegmentLoss segments = new(Steps, 0.7);
        double[] potentials = Potentials(Steps, 0);
        double[] derivatives = new double[Steps + 1];
        segments.Evaluate(potentials, derivatives);
        for (int place = 0; place <= Steps; place++)
        {
            const double Change = 1e-4;
            double[] shifted = [.. potentials];
            shifted[place] += Change;
            double above = segments.Evaluate(shifted, new double[Steps + 1]);
            shifted[place] -= 2 * Change;
            double below = segments.Evaluate(shifted, new double[Steps + 1]);

            Assert.Equal((above - below) / (2 * Change), derivatives[place], 1e-8);
        }
    }

    [Fact]
    public void A_share_of_the_loss_may_be_that_of_the_whole_trajectory()
    {
        double[] potentials = Potentials(Steps, 3);
        double[] derivatives = new double[Steps + 1];
        double loss = new SegmentLoss(Steps, 0.7, 0.25).Evaluate(potentials, derivatives);
        (double partial, double[] partialSlopes) = AllPairs(potentials, 0.7);
        (double whole, double[] wholeSlopes) = AllPairs(potentials, double.PositiveInfinity);

        Assert.Equal((0.75 * partial) + (0.25 * whole), loss, 1e-10);
        Assert.Equal(
            partialSlopes.Zip(wholeSlopes, (left, right) => (0.75 * left) + (0.25 * right)), derivatives, (left, right) => Math.Abs(left - right) < 1e-10);
    }

    [Fact]
    public void Without_end_the_loss_is_trajectory_balance()
    {
        double[] potentials = Potentials(Steps, 0);
        double residual = potentials[0] - potentials[^1];
        double[] derivatives = new double[Steps + 1];
        double loss = new SegmentLoss(Steps, double.PositiveInfinity).Evaluate(potentials, derivatives);

        Assert.Equal(0.5 * residual * residual, loss, 1e-12);
        Assert.Equal([residual, .. new double[Steps - 1], -residual], derivatives, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public void At_zero_the_loss_is_detailed_balance()
    {
        double[] potentials = Potentials(Steps, 0);
        double expected = potentials.Zip(potentials.Skip(1), (left, right) => 0.5 * (left - right) * (left - right)).Average();

        Assert.Equal(expected, new SegmentLoss(Steps, 0).Evaluate(potentials, new double[Steps + 1]), 1e-12);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(50.0)]
    public void Long_trajectories_neither_overflow_nor_lose_their_ends(double decay)
    {
        const int Long = 1_000;
        double[] potentials = new double[Long + 1];
        potentials[Long] = 1;
        double[] derivatives = new double[Long + 1];
        double loss = new SegmentLoss(Long, decay).Evaluate(potentials, derivatives);

        // Only segments that end at N mismatch, by 1; for λ = 1/2 nearly all weight is 2/λ per state, for λ = 50 the share of ends at N is 49/50.
        Assert.Equal(decay < 1 ? 0.5 / Long : 0.5 * 49 / 50, loss, decay < 1 ? 1e-6 : 1e-12);
        Assert.All(derivatives, derivative => Assert.True(double.IsFinite(derivative)));
    }

    private static double[] Potentials(int steps, double offset)
    {
        double[] values = new double[steps + 1];
        RandomStream.FromSeed(11).FillNormal(values);
        return [.. values.Select(value => offset + value)];
    }

    private static (double Loss, double[] Slopes) AllPairs(double[] potentials, double decay)
    {
        double loss = 0;
        double total = 0;
        double[] slopes = new double[potentials.Length];
        for (int first = 0; first < potentials.Length; first++)
        {
            for (int second = first + 1; second < potentials.Length; second++)
            {
                double weight = decay switch
                {
                    0 => second == first + 1 ? 1 : 0,
                    double.PositiveInfinity => second - first == potentials.Length - 1 ? 1 : 0,
                    _ => Math.Pow(decay, second - first),
                };
                double difference = potentials[first] - potentials[second];
                loss += 0.5 * weight * difference * difference;
                slopes[first] += weight * difference;
                slopes[second] -= weight * difference;
                total += weight;
            }
        }

        return (loss / total, [.. slopes.Select(slope => slope / total)]);
    }
}
