using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed class SumOfSquaresTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void Vectors_and_the_scalar_twin_agree(int count)
    {
        float[] values = [.. Enumerable.Range(0, count).Select(i => 100 * MathF.Sin(i))];
        double expected = SumOfSquares.Scalar(values);

        Assert.Equal(expected, SumOfSquares.Compute(values), 1e-13 * (1 + expected));
    }

    [Fact]
    public void Squares_beyond_the_range_of_float_are_added()
    {
        float[] values = [.. Enumerable.Repeat(1e25f, 40)];

        Assert.Equal(1, SumOfSquares.Compute(values) / (40 * (double)1e25f * 1e25f), 1e-12);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(33)]
    public void A_value_that_is_not_a_number_shows(int place)
    {
        float[] values = new float[40];
        values[place] = float.NaN;

        Assert.True(double.IsNaN(SumOfSquares.Compute(values)));
    }
}
