using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>A frozen matrix times lanes of points, for number types that have no tiles of their own.</summary>
/// <typeparam name="T">Number type.</typeparam>
internal static unsafe class LaneProduct<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Rows done together: eight sums in two vectors each hide how long an addition takes.</summary>
    private const int RowBlock = 4;

    /// <summary>C = A B, every sum in the order of the columns of A.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="lanes">Columns of B and C, a multiple of 16; their rows follow each other.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A[0, 0].</param>
    /// <param name="row">Elements from row to row of A.</param>
    /// <param name="column">Elements from column to column of A.</param>
    /// <param name="b">B[0, 0].</param>
    /// <param name="c">C[0, 0].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int m, int lanes, int k, T* a, nint row, nint column, T* b, T* c)
    {
        int width = 2 * Vector512<T>.Count;
        for (int lane = 0; lane < lanes; lane += width)
        {
            int i = 0;
            for (; i + RowBlock <= m; i += RowBlock)
            {
                FourRows(lanes, k, a + (i * row), row, column, b + lane, c + ((long)i * lanes) + lane);
            }

            for (; i < m; i++)
            {
                OneRow(lanes, k, a + (i * row), column, b + lane, c + ((long)i * lanes) + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(int lanes, int k, T* a, nint row, nint column, T* b, T* c)
    {
        Vector512<T> low0 = default, low1 = default, low2 = default, low3 = default;
        Vector512<T> high0 = default, high1 = default, high2 = default, high3 = default;
        for (int p = 0; p < k; p++, a += column, b += lanes)
        {
            Vector512<T> low = Vector512.Load(b), high = Vector512.Load(b + Vector512<T>.Count);
            Vector512<T> a0 = Vector512.Create(a[0]), a1 = Vector512.Create(a[row]), a2 = Vector512.Create(a[2 * row]), a3 = Vector512.Create(a[3 * row]);
            (low0, high0) = (low0 + (a0 * low), high0 + (a0 * high));
            (low1, high1) = (low1 + (a1 * low), high1 + (a1 * high));
            (low2, high2) = (low2 + (a2 * low), high2 + (a2 * high));
            (low3, high3) = (low3 + (a3 * low), high3 + (a3 * high));
        }

        Store(c, low0, high0);
        Store(c + lanes, low1, high1);
        Store(c + (2 * lanes), low2, high2);
        Store(c + (3 * lanes), low3, high3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow(int lanes, int k, T* a, nint column, T* b, T* c)
    {
        Vector512<T> low = default, high = default;
        for (int p = 0; p < k; p++, a += column, b += lanes)
        {
            Vector512<T> factor = Vector512.Create(*a);
            low += factor * Vector512.Load(b);
            high += factor * Vector512.Load(b + Vector512<T>.Count);
        }

        Store(c, low, high);
    }

    private static void Store(T* place, Vector512<T> low, Vector512<T> high)
    {
        low.Store(place);
        high.Store(place + Vector512<T>.Count);
    }
}
