using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>The way back through a nonlinearity: cotangents times derivatives, and their sums over the rows, in one pass.</summary>
public static unsafe class GatedSum
{
    private const int Vector = 16;

    /// <summary>cotangent ← cotangent ⊙ derivative, and the sum of its rows, from the first to the last.</summary>
    /// <param name="cotangent">[rows × stride] overwritten.</param>
    /// <param name="derivative">[rows × stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats from one row to the next, a multiple of 16.</param>
    /// <param name="sums">[stride] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* cotangent, float* derivative, int rows, int stride, float* sums)
    {
        int column = 0;
        for (; column + (4 * Vector) <= stride; column += 4 * Vector)
        {
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            float* c = cotangent + column, d = derivative + column;
            for (int row = 0; row < rows; row++, c += stride, d += stride)
            {
                s0 += Gate(c, d);
                s1 += Gate(c + 16, d + 16);
                s2 += Gate(c + 32, d + 32);
                s3 += Gate(c + 48, d + 48);
            }

            s0.Store(sums + column);
            s1.Store(sums + column + 16);
            s2.Store(sums + column + 32);
            s3.Store(sums + column + 48);
        }

        for (; column < stride; column += Vector)
        {
            Vector512<float> sum = default;
            float* c = cotangent + column, d = derivative + column;
            for (int row = 0; row < rows; row++, c += stride, d += stride)
            {
                sum += Gate(c, d);
            }

            sum.Store(sums + column);
        }
    }

    /// <summary>The scalar twin of <see cref="Apply"/>.</summary>
    /// <param name="cotangent">[rows × stride] overwritten.</param>
    /// <param name="derivative">[rows × stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="sums">[stride] overwritten.</param>
    public static void Scalar(float* cotangent, float* derivative, int rows, int stride, float* sums)
    {
        for (int column = 0; column < stride; column++)
        {
            sums[column] = 0;
            for (int row = 0; row < rows; row++)
            {
                int index = (row * stride) + column;
                cotangent[index] *= derivative[index];
                sums[column] += cotangent[index];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Gate(float* cotangent, float* derivative)
    {
        Vector512<float> gated = Vector512.Load(cotangent) * Vector512.Load(derivative);
        gated.Store(cotangent);
        return gated;
    }
}
