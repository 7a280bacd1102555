using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed unsafe class ColumnSumsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(130, 1, 1)]
    [InlineData(1, 16, 16)]
    [InlineData(63, 5, 16)]
    [InlineData(64, 16, 16)]
    [InlineData(65, 17, 32)]
    [InlineData(300, 40, 48)]
    public void Vectors_and_the_scalar_twin_give_the_same_bits(int rows, int columns, int stride)
    {
        float[] matrix = [.. Enumerable.Range(0, rows * stride).Select(i => MathF.Sin(i))];
        float[] fast = new float[48];
        float[] slow = new float[48];
        fixed (float* m = matrix, f = fast, s = slow)
        {
            ColumnSums.Compute(m, rows, columns, stride, f);
            ColumnSums.Scalar(m, rows, columns, stride, s);
        }

        for (int column = 0; column < columns; column++)
        {
            Assert.Equal(slow[column], fast[column]);
            Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)matrix[(row * stride) + column]), fast[column], 1e-4);
        }
    }
}
