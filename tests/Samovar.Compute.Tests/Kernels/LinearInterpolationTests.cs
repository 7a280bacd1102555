using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed class LinearInterpolationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Vectors_and_the_scalar_twin_give_the_same_bits(int count)
    {
        float[] fast = [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i))];
        float[] slow = [.. fast];
        float[] goal = [.. Enumerable.Range(0, count).Select(i => MathF.Cos(3 * i))];

        LinearInterpolation.MoveTowards(fast, goal, 0.001f);
        LinearInterpolation.Scalar(slow, goal, 0.001f);

        Assert.Equal(slow, fast);
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(MathF.Sin(i) + (0.001f * (goal[i] - MathF.Sin(i))), fast[i], 1e-7f));
    }

    [Fact]
    public void Different_lengths_are_refused() =>
        Assert.Contains("20 values and 19 goals", Assert.Throws<ArgumentException>(
            () => LinearInterpolation.MoveTowards(new float[20], new float[19], 0.5f)).Message, StringComparison.Ordinal);
}
