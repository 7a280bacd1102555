using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>Sums over the rows of a matrix, in a fixed order: blocks of 64 rows first, then the blocks.</summary>
public static unsafe class ColumnSums
{
    private const int BlockRows = 64;

    private const int GroupColumns = 64;

    /// <summary>Computes the sums.</summary>
    /// <param name="matrix">[rows × stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="stride">Floats from one row to the next; a multiple of 16, unless there is a single column.</param>
    /// <param name="sums">[columns, padded to 16] overwritten.</param>
    public static void Compute(float* matrix, int rows, int columns, int stride, float* sums)
    {
        int width = stride % Vector512<float>.Count == 0 ? (columns + 15) & -16 : columns;
        float* block = stackalloc float[GroupColumns];
        for (int first = 0; first < width; first += GroupColumns)
        {
            int group = Math.Min(GroupColumns, width - first);
            new Span<float>(sums + first, group).Clear();
            for (int row = 0; row < rows; row += BlockRows)
            {
                Block(matrix + ((long)row * stride) + first, Math.Min(BlockRows, rows - row), group, stride, block);
                for (int column = 0; column < group; column++)
                {
                    sums[first + column] += block[column];
                }
            }
        }
    }

    /// <summary>Sums over the rows of one block, from the first to the last.</summary>
    /// <param name="matrix">[rows × stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="stride">Floats from one row to the next; a multiple of 16, unless there is a single column.</param>
    /// <param name="sums">[columns, padded to 16 where the stride is] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block(float* matrix, int rows, int columns, int stride, float* sums)
    {
        if (stride % Vector512<float>.Count != 0)
        {
            Scalar(matrix, rows, columns, stride, sums);
            return;
        }

        int column = 0;
        for (; column + 48 < columns; column += 64)
        {
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            float* line = matrix + column;
            for (int row = 0; row < rows; row++, line += stride)
            {
                s0 += Vector512.Load(line);
                s1 += Vector512.Load(line + 16);
                s2 += Vector512.Load(line + 32);
                s3 += Vector512.Load(line + 48);
            }

            s0.Store(sums + column);
            s1.Store(sums + column + 16);
            s2.Store(sums + column + 32);
            s3.Store(sums + column + 48);
        }

        for (; column < columns; column += Vector512<float>.Count)
        {
            Vector512<float> sum = default;
            float* line = matrix + column;
            for (int row = 0; row < rows; row++, line += stride)
            {
                sum += Vector512.Load(line);
            }

            sum.Store(sums + column);
        }
    }

    /// <summary>The scalar twin of <see cref="Block"/>.</summary>
    /// <param name="matrix">[rows × stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="sums">[columns] overwritten.</param>
    public static void Scalar(float* matrix, int rows, int columns, int stride, float* sums)
    {
        for (int column = 0; column < columns; column++)
        {
            float sum = 0;
            for (int row = 0; row < rows; row++)
            {
                sum += matrix[((long)row * stride) + column];
            }

            sums[column] = sum;
        }
    }
}
