using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

public sealed class WeightedLanesTests
{
    private static readonly float[] LogWeights = [.. Enumerable.Range(0, 32).Select(lane => (10 * MathF.Sin(lane)) - 700)];
    private static readonly float[] Values = [.. Enumerable.Range(0, 32).Select(lane => MathF.Cos(3 * lane))];

    [Fact]
    public void Moments_and_sizes_are_those_of_a_plain_loop()
    {
        double[] weights = [.. LogWeights.Select(log => Math.Exp(log + 690.0))];
        double sum = weights.Sum();

        WeightedLanes lanes = new(LogWeights, new float[32]);
        (double mean, double square) = lanes.Moments(Values);

        Assert.Equal(Enumerable.Range(0, 32).Sum(lane => weights[lane] * Values[lane]) / sum, mean, 1e-6);
        Assert.Equal(Enumerable.Range(0, 32).Sum(lane => weights[lane] * Values[lane] * Values[lane]) / sum, square, 1e-6);
        Assert.Equal(sum * sum / weights.Sum(weight => weight * weight), lanes.EffectiveSampleSize, 1e-4);
        Assert.Equal(Math.Log(sum) - 690, lanes.LogSum, 1e-4);
    }

    [Fact]
    public void Draws_outside_the_support_count_for_nothing_whatever_their_value()
    {
        float[] logWeights = [.. LogWeights];
        float[] values = [.. Values];
        logWeights[3] = float.NegativeInfinity;
        values[3] = float.NaN;

        double mean = new WeightedLanes(logWeights, new float[32]).Mean(values);

        values[3] = 5;
        Assert.Equal(new WeightedLanes(logWeights, new float[32]).Mean(values), mean);
        Assert.True(double.IsFinite(mean));
    }

    [Fact]
    public void A_log_weight_that_is_not_a_number_leaves_the_others_as_they_are()
    {
        float[] missing = [.. LogWeights];
        float[] broken = [.. LogWeights];
        (missing[0], missing[19]) = (float.NegativeInfinity, float.NegativeInfinity);
        (broken[0], broken[19]) = (float.NaN, float.NaN);
        float[] expected = new float[32];
        float[] found = new float[32];

        WeightedLanes without = new(missing, expected);
        WeightedLanes with = new(broken, found);

        Assert.Equal(expected, found);
        Assert.Equal(without.LogSum, with.LogSum);
        Assert.Equal(without.EffectiveSampleSize, with.EffectiveSampleSize);
        ReadOnlySpan<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(broken);
        Assert.Equal(with.EffectiveSampleSize, WeightedLanes.EffectiveSizeOf(vectors), 1e-4);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Weights_without_a_finite_one_have_an_effective_size_of_zero(float logWeight)
    {
        float[] logWeights = new float[16];
        logWeights.AsSpan().Fill(logWeight);

        WeightedLanes lanes = new(logWeights, new float[16]);

        Assert.Equal(0, lanes.EffectiveSampleSize);
        Assert.False(double.IsFinite(lanes.LogSum));
    }

    [Fact]
    public void A_value_that_is_not_a_number_is_not_hidden()
    {
        float[] values = [.. Values];
        values[5] = float.NaN;

        Assert.True(double.IsNaN(new WeightedLanes(LogWeights, new float[32]).Mean(values)));
    }
}
