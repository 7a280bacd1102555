using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>A shift common to all rows and a leaky ReLU, on a block of rows that is in the cache.</summary>
public static unsafe class LeakyReluLayer
{
    /// <summary>x ← x + shift, then y = max(x, slope · x).</summary>
    /// <param name="source">[rows × stride] x before the shift.</param>
    /// <param name="x">[rows × stride] after the shift, overwritten, or the derivative of the nonlinearity where that is wanted; may be <paramref name="source"/>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats from one row to the next, a multiple of 16; all of them are computed.</param>
    /// <param name="shift">[stride] added to every row.</param>
    /// <param name="slope">Slope on the negative side and at 0, in [0, 1].</param>
    /// <param name="y">[rows × stride] overwritten.</param>
    /// <param name="derivative">Whether x becomes the derivative.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* source, float* x, int rows, int stride, float* shift, float slope, float* y, bool derivative)
    {
        Vector512<float> below = Vector512.Create(slope);
        for (int row = 0; row < rows; row++, source += stride, x += stride, y += stride)
        {
            for (int column = 0; column < stride; column += Vector512<float>.Count)
            {
                Vector512<float> shifted = Vector512.Load(source + column) + Vector512.Load(shift + column);
                Vector512<float> slopes = Vector512.ConditionalSelect(Vector512.GreaterThan(shifted, Vector512<float>.Zero), Vector512<float>.One, below);
                (slopes * shifted).Store(y + column);
                (derivative ? slopes : shifted).Store(x + column);
            }
        }
    }

    /// <summary>The scalar twin of <see cref="Apply"/>.</summary>
    /// <param name="x">[rows × stride] before the shift; after it, or the derivative.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="shift">[stride] added to every row.</param>
    /// <param name="slope">Slope on the negative side and at 0.</param>
    /// <param name="y">[rows × stride] overwritten.</param>
    /// <param name="derivative">Whether x becomes the derivative.</param>
    public static void Scalar(float* x, int rows, int stride, float* shift, float slope, float* y, bool derivative)
    {
        for (int index = 0; index < rows * stride; index++)
        {
            float shifted = x[index] + shift[index % stride];
            float own = shifted > 0 ? 1 : slope;
            y[index] = own * shifted;
            x[index] = derivative ? own : shifted;
        }
    }
}
