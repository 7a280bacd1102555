using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>Sums over the rows of a matrix, in a fixed order: blocks of 64 rows first, then the blocks.</summary>
internal static unsafe class ColumnSums
{
    private const int BlockRows = 64;

    /// <summary>Computes the sums.</summary>
    /// <param name="matrix">[rows × stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="stride">Floats from one row to the next; a multiple of 16, unless there is a single column.</param>
    /// <param name="sums">[columns, padded to 16] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(float* matrix, int rows, int columns, int stride, float* sums)
    {
        if (stride % Vector512<float>.Count != 0)
        {
            Scalar(matrix, rows, columns, stride, sums);
            return;
        }

        for (int column = 0; column < columns; column += Vector512<float>.Count)
        {
            Vector512<float> total = Vector512<float>.Zero;
            for (int block = 0; block < rows; block += BlockRows)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                int end = Math.Min(rows, block + BlockRows);
                for (int row = block; row < end; row++)
                {
                    sum += Vector512.Load(matrix + ((long)row * stride) + column);
                }

                total += sum;
            }

            total.Store(sums + column);
        }
    }

    /// <summary>The scalar twin.</summary>
    public static void Scalar(float* matrix, int rows, int columns, int stride, float* sums)
    {
        for (int column = 0; column < columns; column++)
        {
            float total = 0;
            for (int block = 0; block < rows; block += BlockRows)
            {
                float sum = 0;
                for (int row = block; row < Math.Min(rows, block + BlockRows); row++)
                {
                    sum += matrix[((long)row * stride) + column];
                }

                total += sum;
            }

            sums[column] = total;
        }
    }
}
