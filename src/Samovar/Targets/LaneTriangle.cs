using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Targets;

/// <summary>Products of a triangular matrix with lanes of vectors: four rows at a time, packed so that their entries of one column lie together.</summary>
internal sealed class LaneTriangle
{
    private const int Rows = 4;

    private readonly float[] packed;
    private readonly int size;
    private readonly bool transposed;

    /// <param name="lower">[d, d] lower triangular.</param>
    /// <param name="transposed">Whether products are with the transpose.</param>
    public LaneTriangle(double[,] lower, bool transposed)
    {
        size = lower.GetLength(0);
        this.transposed = transposed;
        packed = new float[(size + Rows - 1) / Rows * size * Rows];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                double entry = transposed ? lower[column, row] : lower[row, column];
                packed[(((row / Rows * size) + column) * Rows) + (row % Rows)] = (float)entry;
            }
        }
    }

    /// <summary>destination = matrix · source. The transposed product may overwrite its source.</summary>
    /// <param name="source">[d × lanes], lanes a multiple of 16.</param>
    /// <param name="destination">[d × lanes].</param>
    /// <param name="lanes">Vectors side by side.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(Span<float> source, Span<float> destination, int lanes)
    {
        Span<Vector512<float>> from = MemoryMarshal.Cast<float, Vector512<float>>(source);
        Span<Vector512<float>> to = MemoryMarshal.Cast<float, Vector512<float>>(destination);
        int width = lanes / Vector512<float>.Count;
        // Backwards for the lower triangle, forwards for the upper one: either way no row is overwritten that is still to be read.
        for (int step = 0; step < size; step += Rows)
        {
            int first = transposed ? step : (size - 1) / Rows * Rows - step;
            int start = transposed ? first : 0;
            int end = transposed ? size : Math.Min(size, first + Rows);
            for (int vector = 0; vector < width; vector++)
            {
                Panel(from, to, first, start, end, vector, width);
            }
        }
    }

    /// <summary>Four rows of the product for one vector of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Panel(ReadOnlySpan<Vector512<float>> from, Span<Vector512<float>> to, int first, int start, int end, int vector, int width)
    {
        ref float entry = ref packed[first * size];
        Vector512<float> sum0 = Vector512<float>.Zero;
        Vector512<float> sum1 = Vector512<float>.Zero;
        Vector512<float> sum2 = Vector512<float>.Zero;
        Vector512<float> sum3 = Vector512<float>.Zero;
        for (int column = start; column < end; column++)
        {
            Vector512<float> value = from[(column * width) + vector];
            ref float weights = ref Unsafe.Add(ref entry, column * Rows);
            sum0 = Vector512.FusedMultiplyAdd(Vector512.Create(weights), value, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref weights, 1)), value, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref weights, 2)), value, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref weights, 3)), value, sum3);
        }

        to[(first * width) + vector] = sum0;
        if (first + 1 < size)
        {
            to[((first + 1) * width) + vector] = sum1;
        }

        if (first + 2 < size)
        {
            to[((first + 2) * width) + vector] = sum2;
        }

        if (first + 3 < size)
        {
            to[((first + 3) * width) + vector] = sum3;
        }
    }
}
