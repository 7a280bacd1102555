using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>A shift common to all rows and the nonlinearity x · sigmoid(x), on a block of rows that is in the cache.</summary>
/// <remarks>
/// Four vectors of a row share one division, since 1/a = bcd/(abcd): it costs as much as half of the rest. Their denominators are held below 1.4e9, so nothing
/// overflows. Errors are within 1e-6 of the larger of 1 and |x|. A row never depends on its neighbours.
/// </remarks>
public static unsafe class SiluLayer
{
    private const int Vector = 16;

    /// <summary>x ← x + shift, then y = x · sigmoid(x).</summary>
    /// <param name="source">[rows × stride] x before the shift.</param>
    /// <param name="x">[rows × stride] after the shift, overwritten, or the derivative of the nonlinearity where that is wanted; may be <paramref name="source"/>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats from one row to the next, a multiple of 16; all of them are computed.</param>
    /// <param name="shift">[stride] added to every row.</param>
    /// <param name="y">[rows × stride] overwritten; 64-byte alignment is best.</param>
    /// <param name="derivative">Whether x becomes the derivative sigmoid(x) + y (1 − sigmoid(x)).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* source, float* x, int rows, int stride, float* shift, float* y, bool derivative)
    {
        for (int row = 0; row < rows; row++, source += stride, x += stride, y += stride)
        {
            int column = 0;
            for (; column + (4 * Vector) <= stride; column += 4 * Vector)
            {
                Four(
                    Vector512.Load(source + column) + Vector512.Load(shift + column),
                    Vector512.Load(source + column + 16) + Vector512.Load(shift + column + 16),
                    Vector512.Load(source + column + 32) + Vector512.Load(shift + column + 32),
                    Vector512.Load(source + column + 48) + Vector512.Load(shift + column + 48),
                    x + column, y + column, derivative);
            }

            for (; column < stride; column += Vector)
            {
                Vector512<float> shifted = Vector512.Load(source + column) + Vector512.Load(shift + column);
                Store(shifted, Vector512<float>.One / VectorMath.InverseSigmoid(shifted), x + column, y + column, derivative);
            }
        }
    }

    /// <summary>y = a · sigmoid(a) and its derivative, for a = x + first + second, in one go over values that lie side by side.</summary>
    /// <param name="x">[count] overwritten by the derivative.</param>
    /// <param name="first">[count] added.</param>
    /// <param name="second">[count] added.</param>
    /// <param name="count">Number of values, a multiple of 64.</param>
    /// <param name="y">[count] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplySum(float* x, float* first, float* second, int count, float* y)
    {
        for (int index = 0; index < count; index += 4 * Vector)
        {
            Four(
                Sum(x, first, second, index), Sum(x, first, second, index + 16), Sum(x, first, second, index + 32), Sum(x, first, second, index + 48),
                x + index, y + index, derivative: true);
        }
    }

    /// <summary>The scalar twin of <see cref="Apply"/>.</summary>
    /// <param name="x">[rows × stride] before the shift; after it, or the derivative.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="shift">[stride] added to every row.</param>
    /// <param name="y">[rows × stride] overwritten.</param>
    /// <param name="derivative">Whether x becomes the derivative.</param>
    public static void Scalar(float* x, int rows, int stride, float* shift, float* y, bool derivative)
    {
        for (int index = 0; index < rows * stride; index++)
        {
            double shifted = x[index] + shift[index % stride];
            double sigmoid = VectorMath.Sigmoid(shifted);
            y[index] = (float)(shifted * sigmoid);
            x[index] = (float)(derivative ? sigmoid * (1 + (shifted * (1 - sigmoid))) : shifted);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sum(float* x, float* first, float* second, int index) =>
        Vector512.Load(x + index) + (Vector512.Load(first + index) + Vector512.Load(second + index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        Vector512<float> x0, Vector512<float> x1, Vector512<float> x2, Vector512<float> x3, float* x, float* y, bool derivative)
    {
        Vector512<float> d0 = VectorMath.InverseSigmoid(x0), d1 = VectorMath.InverseSigmoid(x1);
        Vector512<float> d2 = VectorMath.InverseSigmoid(x2), d3 = VectorMath.InverseSigmoid(x3);
        Vector512<float> d01 = d0 * d1, d23 = d2 * d3;
        Vector512<float> inverse = Vector512<float>.One / (d01 * d23);
        Vector512<float> i01 = inverse * d23, i23 = inverse * d01;
        Store(x0, i01 * d1, x, y, derivative);
        Store(x1, i01 * d0, x + 16, y + 16, derivative);
        Store(x2, i23 * d3, x + 32, y + 32, derivative);
        Store(x3, i23 * d2, x + 48, y + 48, derivative);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> shifted, Vector512<float> sigmoid, float* x, float* y, bool derivative)
    {
        Vector512<float> value = shifted * sigmoid;
        value.Store(y);
        Vector512<float> kept = derivative ? Vector512.FusedMultiplyAdd(value, Vector512<float>.One - sigmoid, sigmoid) : shifted;
        kept.Store(x);
    }
}
