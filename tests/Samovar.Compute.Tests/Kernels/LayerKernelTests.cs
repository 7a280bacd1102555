using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed unsafe class LayerKernelTests
{
    private const double Tolerance = 3e-6;

    public static TheoryData<int, int, bool> Shapes => new() { { 1, 16, true }, { 3, 64, false }, { 5, 64, true }, { 2, 80, true }, { 7, 112, false } };

    /// <summary>A sum of three terms in one row, against the twin with the sum of the last two as its shift.</summary>
    [Fact]
    public void Silu_of_a_sum_agrees_with_its_scalar_twin()
    {
        const int Count = 192;
        using AlignedMemory x = new(Count), first = new(Count), second = new(Count), y = new(Count), shift = new(Count), expected = new(Count), slope = new(Count);
        for (int index = 0; index < Count; index++)
        {
            (x.Span[index], first.Span[index], second.Span[index]) = (0.1f * (index - 96), MathF.Sin(index), -0.5f);
            (slope.Span[index], shift.Span[index]) = (x.Span[index], first.Span[index] - 0.5f);
        }

        SiluLayer.ApplySum(x.Pointer, first.Pointer, second.Pointer, Count, y.Pointer);
        SiluLayer.Scalar(slope.Pointer, 1, Count, shift.Pointer, expected.Pointer, derivative: true);

        for (int index = 0; index < Count; index++)
        {
            Assert.Equal(expected.Span[index], y.Span[index], 4e-6f);
            Assert.Equal(slope.Span[index], x.Span[index], 4e-6f);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Silu_in_vectors_is_its_scalar_twin(int rows, int stride, bool derivative) => Compare(
        rows, stride,
        (x, shift, y) => SiluLayer.Apply(x, x, rows, stride, shift, y, derivative),
        (x, shift, y) => SiluLayer.Scalar(x, rows, stride, shift, y, derivative));

    /// <summary>Alone and beside three others, with which it shares a division.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void Silu_far_from_zero_is_x_or_nothing(int stride)
    {
        float[] places = [-1e30f, -1000, -100, -60, -30, -21.5f, -20.5f, 20.5f, 21.5f, 30, 60, 100, 1000, 1e30f];
        using AlignedMemory x = new(stride), y = new(stride), shift = new(stride);
        for (int index = 0; index < stride; index++)
        {
            x.Span[index] = places[index % places.Length];
        }

        SiluLayer.Apply(x.Pointer, x.Pointer, 1, stride, shift.Pointer, y.Pointer, derivative: true);

        for (int index = 0; index < stride; index++)
        {
            float place = places[index % places.Length];
            Assert.Equal(Math.Max(0, place), y.Span[index], place > 0 ? 2e-7f * place : -1e-8f * place);
            Assert.Equal(place > 0 ? 1 : 0, x.Span[index], 2e-7f * Math.Max(1, Math.Abs(place)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Leaky_relu_in_vectors_is_its_scalar_twin(int rows, int stride, bool derivative) => Compare(
        rows, stride,
        (x, shift, y) => LeakyReluLayer.Apply(x, x, rows, stride, shift, 0.01f, y, derivative),
        (x, shift, y) => LeakyReluLayer.Scalar(x, rows, stride, shift, 0.01f, y, derivative));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gated_sums_in_vectors_are_their_scalar_twin(int rows, int stride, bool derivative)
    {
        Assert.True(rows > 0 || derivative);
        Compare(
            rows, stride,
            (x, shift, y) => GatedSum.Apply(x, y, rows, stride, shift),
            (x, shift, y) => GatedSum.Scalar(x, y, rows, stride, shift));
    }

    /// <summary>Vectors of a row share a division; those of other rows must not.</summary>
    [Fact]
    public void A_row_that_is_not_a_number_leaves_the_others_alone()
    {
        const int Stride = 64;
        using AlignedMemory x = new(2 * Stride), y = new(2 * Stride), shift = new(Stride);
        x.Span[3] = float.NaN;
        SiluLayer.Apply(x.Pointer, x.Pointer, 2, Stride, shift.Pointer, y.Pointer, derivative: true);

        Assert.Contains(float.NaN, y.Span[..Stride].ToArray());
        Assert.DoesNotContain(float.NaN, y.Span[Stride..].ToArray());
    }

    private static void Compare(int rows, int stride, Kernel fast, Kernel slow)
    {
        using AlignedMemory x = Filled(rows * stride, 1), shift = Filled(stride, 2), y = Filled(rows * stride, 3);
        using AlignedMemory slowX = Filled(rows * stride, 1), slowShift = Filled(stride, 2), slowY = Filled(rows * stride, 3);
        fast(x.Pointer, shift.Pointer, y.Pointer);
        slow(slowX.Pointer, slowShift.Pointer, slowY.Pointer);
        Near(slowX, x);
        Near(slowShift, shift);
        Near(slowY, y);
    }

    private static void Near(AlignedMemory wanted, AlignedMemory found)
    {
        for (int index = 0; index < wanted.Length; index++)
        {
            Assert.Equal(wanted.Span[index], found.Span[index], Tolerance * Math.Max(1, Math.Abs(wanted.Span[index])));
        }
    }

    private static AlignedMemory Filled(int length, int seed)
    {
        AlignedMemory memory = new(length);
        for (int index = 0; index < length; index++)
        {
            memory.Span[index] = 12 * MathF.Sin((seed * 17) + (index * index));
        }

        return memory;
    }

    private delegate void Kernel(float* x, float* shift, float* y);
}
