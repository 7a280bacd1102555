using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>Products with at most four columns, where tiles of 16 columns would waste most of their lanes.</summary>
/// <remarks>
/// Written in wide vectors for all processors; where these are emulated by narrow ones, a product of this shape is bound by memory all the same. Products
/// with at most four columns in A need nothing of the kind: the tiles already write C as fast as the cache takes it.
/// </remarks>
internal static unsafe class SkinnyProduct
{
    /// <summary>The most columns worth a kernel of their own.</summary>
    public const int MostColumns = 4;

    /// <summary>Rows that <see cref="Columns"/> does at a time: four vectors.</summary>
    public const int ColumnBlock = 64;

    private const int Vector = PanelLayout.Vector;

    /// <summary>The shortest reduction that <see cref="Rows"/> shortens.</summary>
    private const int ShortestReduction = 2 * Vector;

    /// <summary>Whether packed products of this shape go by <see cref="Rows"/>.</summary>
    public static bool TakesRows(int n, int k) => n is > 0 and <= MostColumns && k >= ShortestReduction;

    /// <summary>The floats <see cref="PackColumns"/> writes: the columns, made even in number, each padded to whole vectors.</summary>
    public static long PackedLength(int k, int n) => TakesRows(n, k) ? (long)((n + 1) & -2) * PanelLayout.Padded(k) : 0;

    /// <summary>Lays the columns of B one after the other, padded with zeros.</summary>
    public static void PackColumns(int k, int n, float* b, nint rowStride, nint columnStride, float* packed)
    {
        int length = PanelLayout.Padded(k);
        new Span<float>(packed, (int)PackedLength(k, n)).Clear();
        for (int j = 0; j < n; j++)
        {
            for (int p = 0; p < k; p++)
            {
                packed[(j * length) + p] = b[(p * rowStride) + (j * columnStride)];
            }
        }
    }

    /// <summary>C = or += A B by inner products along the rows of A, whose column stride is 1; four rows by two columns at a time.</summary>
    /// <remarks>Sixteen partial sums per element, then the elements past the last whole vector: the same order for every row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(in TileStrides strides, int m, int n, int k, float* a, float* columns, float* c)
    {
        int length = PanelLayout.Padded(k);
        float* sums = stackalloc float[8];
        while (m > 0)
        {
            int rows = Math.Min(m, 4);
            if (!strides.Accumulate)
            {
                Clear(strides, rows, c);
            }

            for (int j = 0; j < n; j += 2)
            {
                float* first = columns + (j * length);
                if (rows == 4)
                {
                    FourRows(k, a, strides.ARow, first, first + length, sums);
                }
                else
                {
                    for (int i = 0; i < rows; i++)
                    {
                        OneRow(k, a + (i * strides.ARow), first, first + length, sums + (2 * i));
                    }
                }

                for (int i = 0; i < rows; i++)
                {
                    float* target = c + (i * strides.CRow) + j;
                    Put(target, sums[2 * i], strides.Accumulate);
                    if (j + 1 < n)
                    {
                        Put(target + 1, sums[(2 * i) + 1], strides.Accumulate);
                    }
                }
            }

            m -= rows;
            a += rows * strides.ARow;
            c += rows * strides.CRow;
        }
    }

    /// <summary>C = or += A B for 64 rows whose stride in A is 1, one row to a lane, two columns at a time.</summary>
    /// <remarks>The chain of operations per element is that of the tiles, so the caller may leave odd rows to them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(in TileStrides strides, int n, int k, float* a, float* b, float* c)
    {
        float* sums = stackalloc float[2 * ColumnBlock];
        if (!strides.Accumulate)
        {
            Clear(strides, ColumnBlock, c);
        }

        for (int j = 0; j < n; j += 2)
        {
            TwoColumns(strides, k, a, b + j, sums);
            for (int i = 0; i < ColumnBlock; i++)
            {
                float* target = c + (i * strides.CRow) + j;
                Put(target, sums[i], strides.Accumulate);
                if (j + 1 < n)
                {
                    Put(target + 1, sums[ColumnBlock + i], strides.Accumulate);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoColumns(in TileStrides strides, int k, float* a, float* b, float* sums)
    {
        nint aColumn = strides.AColumn, bRow = strides.BRow;
        Vector512<float> l0 = default, l1 = default, l2 = default, l3 = default, r0 = default, r1 = default, r2 = default, r3 = default;
        for (; k > 0; k--)
        {
            Vector512<float> a0 = Vector512.Load(a), a1 = Vector512.Load(a + 16), a2 = Vector512.Load(a + 32), a3 = Vector512.Load(a + 48);
            Vector512<float> left = Vector512.Create(b[0]), right = Vector512.Create(b[1]);
            l0 = Vector512.FusedMultiplyAdd(left, a0, l0);
            l1 = Vector512.FusedMultiplyAdd(left, a1, l1);
            l2 = Vector512.FusedMultiplyAdd(left, a2, l2);
            l3 = Vector512.FusedMultiplyAdd(left, a3, l3);
            r0 = Vector512.FusedMultiplyAdd(right, a0, r0);
            r1 = Vector512.FusedMultiplyAdd(right, a1, r1);
            r2 = Vector512.FusedMultiplyAdd(right, a2, r2);
            r3 = Vector512.FusedMultiplyAdd(right, a3, r3);
            a += aColumn;
            b += bRow;
        }

        l0.Store(sums);
        l1.Store(sums + 16);
        l2.Store(sums + 32);
        l3.Store(sums + 48);
        r0.Store(sums + 64);
        r1.Store(sums + 80);
        r2.Store(sums + 96);
        r3.Store(sums + 112);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(int k, float* a, nint aRow, float* left, float* right, float* sums)
    {
        float* a1 = a + aRow, a2 = a + (2 * aRow), a3 = a + (3 * aRow);
        Vector512<float> l0 = default, l1 = default, l2 = default, l3 = default, r0 = default, r1 = default, r2 = default, r3 = default;
        int p = 0;
        for (; p + Vector <= k; p += Vector)
        {
            Vector512<float> l = Vector512.Load(left + p), r = Vector512.Load(right + p);
            Vector512<float> v0 = Vector512.Load(a + p), v1 = Vector512.Load(a1 + p), v2 = Vector512.Load(a2 + p), v3 = Vector512.Load(a3 + p);
            l0 = Vector512.FusedMultiplyAdd(v0, l, l0);
            r0 = Vector512.FusedMultiplyAdd(v0, r, r0);
            l1 = Vector512.FusedMultiplyAdd(v1, l, l1);
            r1 = Vector512.FusedMultiplyAdd(v1, r, r1);
            l2 = Vector512.FusedMultiplyAdd(v2, l, l2);
            r2 = Vector512.FusedMultiplyAdd(v2, r, r2);
            l3 = Vector512.FusedMultiplyAdd(v3, l, l3);
            r3 = Vector512.FusedMultiplyAdd(v3, r, r3);
        }

        int tail = k - p;
        (sums[0], sums[1]) = (Finish(l0, tail, a + p, left + p), Finish(r0, tail, a + p, right + p));
        (sums[2], sums[3]) = (Finish(l1, tail, a1 + p, left + p), Finish(r1, tail, a1 + p, right + p));
        (sums[4], sums[5]) = (Finish(l2, tail, a2 + p, left + p), Finish(r2, tail, a2 + p, right + p));
        (sums[6], sums[7]) = (Finish(l3, tail, a3 + p, left + p), Finish(r3, tail, a3 + p, right + p));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow(int k, float* a, float* left, float* right, float* sums)
    {
        Vector512<float> l0 = default, r0 = default;
        int p = 0;
        for (; p + Vector <= k; p += Vector)
        {
            Vector512<float> v0 = Vector512.Load(a + p);
            l0 = Vector512.FusedMultiplyAdd(v0, Vector512.Load(left + p), l0);
            r0 = Vector512.FusedMultiplyAdd(v0, Vector512.Load(right + p), r0);
        }

        (sums[0], sums[1]) = (Finish(l0, k - p, a + p, left + p), Finish(r0, k - p, a + p, right + p));
    }

    /// <summary>Folds the lanes in halves, an order of our own choosing that no vector width changes, and adds the elements past the last vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Finish(Vector512<float> lanes, int tail, float* a, float* b)
    {
        Vector256<float> eight = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector64<float> two = four.GetLower() + four.GetUpper();
        float sum = two[0] + two[1];
        for (int p = 0; p < tail; p++)
        {
            sum = MathF.FusedMultiplyAdd(a[p], b[p], sum);
        }

        return sum;
    }

    /// <summary>Stores as the tiles do: adding to a cleared element instead would lose the sign of a negative zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* target, float sum, bool accumulate) => *target = accumulate ? sum + *target : sum;

    private static void Clear(in TileStrides strides, int rows, float* c)
    {
        for (int i = 0; i < rows; i++)
        {
            Vector512<float>.Zero.Store(c + (i * strides.CRow));
        }
    }
}
