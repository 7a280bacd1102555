using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Samovar.Compute.Kernels;

/// <summary>The steps, in floats, from element to element of the three matrices of a tile, and whether C is added to or overwritten.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TileStrides(nint ARow, nint AColumn, nint BRow, nint CRow, bool Accumulate);

/// <summary>The inner loops of the matrix product: tiles of 8, 6, 4, 2 or 1 rows by one <see cref="IPanelRow{TSelf}"/>.</summary>
/// <remarks>
/// Each loop step reads one row of B and broadcasts one element of A per row of the tile. A is addressed through a row and a column stride, which
/// makes A and its transpose the same code. All heights run the same chain of operations per element: a row's value does not
/// depend on the tile it fell into.
/// </remarks>
internal static unsafe class Tiles
{
    /// <summary>C[m, row] = or += A[m, k] B[k, row] for any number of rows, in the tallest tiles that fit.</summary>
    /// <remarks>
    /// Meanwhile the panel of B that comes next is fetched into the second-level cache: the first tile would otherwise wait for all of it.
    /// </remarks>
    public static void Multiply<TRow>(in TileStrides strides, int m, int k, float* a, in PanelPair panels, float* c)
        where TRow : struct, IPanelRow<TRow>
    {
        float* b = panels.Present;
        int height = TRow.TileHeight;
        int tiles = Math.Max(1, m / height);
        for (int tile = 0; m >= height; m -= height, a += height * strides.ARow, c += height * strides.CRow, tile++)
        {
            FetchAhead fetch = FetchAhead.For<TRow>(panels, strides, k, tile, tiles);
            if (TRow.TileHeight == 8)
            {
                Eight<TRow>(strides, k, a, b, c, fetch);
            }
            else
            {
                Six<TRow>(strides, k, a, b, c, fetch);
            }
        }

        if (m >= 4)
        {
            Four<TRow>(strides, k, a, b, c);
            m -= 4;
            a += 4 * strides.ARow;
            c += 4 * strides.CRow;
        }

        if (m >= 2)
        {
            Two<TRow>(strides, k, a, b, c);
            m -= 2;
            a += 2 * strides.ARow;
            c += 2 * strides.CRow;
        }

        if (m == 1)
        {
            One<TRow>(strides, k, a, b, c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<TRow>(in TileStrides strides, int k, float* a, float* b, float* c, in FetchAhead fetch)
        where TRow : struct, IPanelRow<TRow>
    {
        byte* ahead = fetch.Start;
        nint aheadStep = fetch.Step;
        nint aColumn = strides.AColumn, bRow = strides.BRow;
        // Two base addresses and the steps 1, 2, 3 reach all eight rows: a register for each row would not leave enough of them.
        nint step = strides.ARow, step2 = 2 * step, step3 = 3 * step;
        float* lower = a + (4 * step);
        TRow c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        for (; k > 0; k--)
        {
            TRow row = TRow.Load(b);
            if (Sse.IsSupported)
            {
                Sse.Prefetch1(ahead);
            }

            c0.MultiplyAdd(a, row);
            c1.MultiplyAdd(a + step, row);
            c2.MultiplyAdd(a + step2, row);
            c3.MultiplyAdd(a + step3, row);
            c4.MultiplyAdd(lower, row);
            c5.MultiplyAdd(lower + step, row);
            c6.MultiplyAdd(lower + step2, row);
            c7.MultiplyAdd(lower + step3, row);
            ahead += aheadStep;
            a += aColumn;
            lower += aColumn;
            b += bRow;
        }

        nint cRow = strides.CRow;
        bool accumulate = strides.Accumulate;
        c0.Store(c, accumulate);
        c1.Store(c + cRow, accumulate);
        c2.Store(c + (2 * cRow), accumulate);
        c3.Store(c + (3 * cRow), accumulate);
        c4.Store(c + (4 * cRow), accumulate);
        c5.Store(c + (5 * cRow), accumulate);
        c6.Store(c + (6 * cRow), accumulate);
        c7.Store(c + (7 * cRow), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Six<TRow>(in TileStrides strides, int k, float* a, float* b, float* c, in FetchAhead fetch)
        where TRow : struct, IPanelRow<TRow>
    {
        byte* ahead = fetch.Start;
        nint aheadStep = fetch.Step;
        nint aColumn = strides.AColumn, bRow = strides.BRow;
        nint step = strides.ARow, step2 = 2 * step;
        float* lower = a + (3 * step);
        TRow c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        for (; k > 0; k--)
        {
            TRow row = TRow.Load(b);
            if (Sse.IsSupported)
            {
                Sse.Prefetch1(ahead);
            }

            c0.MultiplyAdd(a, row);
            c1.MultiplyAdd(a + step, row);
            c2.MultiplyAdd(a + step2, row);
            c3.MultiplyAdd(lower, row);
            c4.MultiplyAdd(lower + step, row);
            c5.MultiplyAdd(lower + step2, row);
            ahead += aheadStep;
            a += aColumn;
            lower += aColumn;
            b += bRow;
        }

        nint cRow = strides.CRow;
        bool accumulate = strides.Accumulate;
        c0.Store(c, accumulate);
        c1.Store(c + cRow, accumulate);
        c2.Store(c + (2 * cRow), accumulate);
        c3.Store(c + (3 * cRow), accumulate);
        c4.Store(c + (4 * cRow), accumulate);
        c5.Store(c + (5 * cRow), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TRow>(in TileStrides strides, int k, float* a, float* b, float* c)
        where TRow : struct, IPanelRow<TRow>
    {
        nint aColumn = strides.AColumn, bRow = strides.BRow;
        nint step = strides.ARow, step2 = 2 * step, step3 = 3 * step;
        TRow c0 = default, c1 = default, c2 = default, c3 = default;
        for (; k > 0; k--)
        {
            TRow row = TRow.Load(b);
            c0.MultiplyAdd(a, row);
            c1.MultiplyAdd(a + step, row);
            c2.MultiplyAdd(a + step2, row);
            c3.MultiplyAdd(a + step3, row);
            a += aColumn;
            b += bRow;
        }

        c0.Store(c, strides.Accumulate);
        c1.Store(c + strides.CRow, strides.Accumulate);
        c2.Store(c + (2 * strides.CRow), strides.Accumulate);
        c3.Store(c + (3 * strides.CRow), strides.Accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TRow>(in TileStrides strides, int k, float* a, float* b, float* c)
        where TRow : struct, IPanelRow<TRow>
    {
        nint aColumn = strides.AColumn, bRow = strides.BRow, step = strides.ARow;
        TRow c0 = default, c1 = default;
        for (; k > 0; k--)
        {
            TRow row = TRow.Load(b);
            c0.MultiplyAdd(a, row);
            c1.MultiplyAdd(a + step, row);
            a += aColumn;
            b += bRow;
        }

        c0.Store(c, strides.Accumulate);
        c1.Store(c + strides.CRow, strides.Accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TRow>(in TileStrides strides, int k, float* a, float* b, float* c)
        where TRow : struct, IPanelRow<TRow>
    {
        nint aColumn = strides.AColumn, bRow = strides.BRow;
        TRow c0 = default;
        for (; k > 0; k--)
        {
            c0.MultiplyAdd(a, TRow.Load(b));
            a += aColumn;
            b += bRow;
        }

        c0.Store(c, strides.Accumulate);
    }
}
