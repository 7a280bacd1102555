using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed unsafe class ColumnSumsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(64, 1, 1)]
    [InlineData(1, 16, 16)]
    [InlineData(63, 5, 16)]
    [InlineData(64, 17, 32)]
    [InlineData(64, 40, 48)]
    [InlineData(64, 49, 64)]
    [InlineData(30, 100, 112)]
    public void Vectors_and_the_scalar_twin_give_the_same_bits(int rows, int columns, int stride)
    {
        float[] matrix = Matrix(rows, stride);
        float[] fast = new float[112];
        float[] slow = new float[112];
        fixed (float* m = matrix, f = fast, s = slow)
        {
            ColumnSums.Block(m, rows, columns, stride, f);
            ColumnSums.Scalar(m, rows, columns, stride, s);
        }

        Assert.Equal(slow[..columns], fast[..columns]);
    }

    [Theory]
    [InlineData(130, 1, 1)]
    [InlineData(65, 17, 32)]
    [InlineData(300, 40, 48)]
    [InlineData(200, 100, 112)]
    public void Sums_of_many_blocks_are_those_of_a_loop_in_double(int rows, int columns, int stride)
    {
        float[] matrix = Matrix(rows, stride);
        float[] sums = new float[112];
        fixed (float* m = matrix, s = sums)
        {
            ColumnSums.Compute(m, rows, columns, stride, s);
        }

        Assert.All(Enumerable.Range(0, columns), column =>
            Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)matrix[(row * stride) + column]), sums[column], 1e-4));
    }

    private static float[] Matrix(int rows, int stride) => [.. Enumerable.Range(0, rows * stride).Select(i => MathF.Sin(i))];
}
