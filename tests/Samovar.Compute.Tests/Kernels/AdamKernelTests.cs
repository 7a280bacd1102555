using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed unsafe class AdamKernelTests
{
    private static readonly AdamStep Step = AdamStep.At(3, 1e-2, gradientScale: 0.25);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Vectors_and_the_scalar_twin_give_the_same_bits(int count)
    {
        float[][] fast = Arrays(count), slow = Arrays(count);
        fixed (float* p = fast[0], g = fast[1], m = fast[2], v = fast[3], p2 = slow[0], g2 = slow[1], m2 = slow[2], v2 = slow[3])
        {
            AdamKernel.Update(p, g, m, v, count, Step);
            AdamKernel.Scalar(p2, g2, m2, v2, count, Step);
        }

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(slow[i], fast[i]);
        }
    }

    [Fact]
    public void A_step_equals_the_published_formula_in_double()
    {
        float[][] arrays = Arrays(50), before = Arrays(50);
        fixed (float* p = arrays[0], g = arrays[1], m = arrays[2], v = arrays[3])
        {
            AdamKernel.Update(p, g, m, v, 50, Step);
        }

        for (int i = 0; i < 50; i++)
        {
            double gradient = before[1][i] * 0.25;
            double first = (0.9 * before[2][i]) + (0.1 * gradient);
            double second = (0.999 * before[3][i]) + (0.001 * gradient * gradient);
            double root = Math.Sqrt(second / (1 - Math.Pow(0.999, 3)));
            Assert.Equal(before[0][i] - (1e-2 * (first / (1 - Math.Pow(0.9, 3))) / (root + 1e-8)), arrays[0][i], 1e-6);
            Assert.Equal(first, arrays[2][i], 1e-7);
            Assert.Equal(second, arrays[3][i], 1e-7);
        }
    }

    [Fact]
    public void The_step_before_the_first_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => AdamStep.At(0, 1e-3));

    private static float[][] Arrays(int count) =>
    [
        [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i))],
        [.. Enumerable.Range(0, count).Select(i => MathF.Cos(3 * i))],
        [.. Enumerable.Range(0, count).Select(i => 0.1f * MathF.Sin(5 * i))],
        [.. Enumerable.Range(0, count).Select(i => 0.3f + (0.2f * MathF.Sin(7 * i)))],
    ];
}
