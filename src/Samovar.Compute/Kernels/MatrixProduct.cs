using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>Single-threaded float matrix products C = A B and C += A B, close to the peak of the processor.</summary>
/// <remarks>
/// <para>
/// Matrices are row-major. The leading dimensions of B (unpacked) and C are multiples of 16 floats, their addresses multiples of 64 bytes, and the
/// columns of C beyond n, up to the next multiple of 16, belong to the product: it may read and overwrite them. A is free: any row and column
/// stride, no padding; nothing outside A[m, k] is read.
/// </para>
/// <para>
/// The value of an element of C depends on its row of A, its column of B, k and the kind of product, but not on m, not on the slice of rows it was
/// computed in, nor on the vector width of the processor.
/// </para>
/// <para>Arguments are trusted: these are inner kernels, and the shapes are checked where the graph is planned.</para>
/// </remarks>
public static unsafe class MatrixProduct
{
    /// <summary>Longest cut of the reduction with packed B: 144 rows of a 48-column panel are 27 KiB and share the first-level cache with A.</summary>
    private const int PackedCut = 144;

    /// <summary>Longest cut of the reduction with unpacked B, whose rows use whole cache lines but scattered sets.</summary>
    private const int UnpackedCut = 128;

    /// <summary>The vector width in use, in bits: 512, 256, or 32 where neither is accelerated.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 32;

    /// <summary>The number of floats that <see cref="Pack"/> writes.</summary>
    /// <param name="k">Rows of B.</param>
    /// <param name="n">Columns of B.</param>
    public static long PackedLength(int k, int n) => PanelLength(k, n) + SkinnyProduct.PackedLength(k, n);

    /// <summary>Packs B[k, n] for <see cref="MultiplyPacked"/>; columns are padded with zeros to a multiple of 16.</summary>
    /// <param name="k">Rows of B.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="b">B[0, 0].</param>
    /// <param name="rowStride">Floats from row to row; 1 where B is the transpose of a row-major matrix.</param>
    /// <param name="columnStride">Floats from column to column; 1 where B is row-major.</param>
    /// <param name="packed">Receives <see cref="PackedLength"/> floats; 64-byte aligned.</param>
    public static void Pack(int k, int n, float* b, nint rowStride, nint columnStride, float* packed) =>
        PackSlice(k, n, b, rowStride, columnStride, packed, 0, PackedSlices(k, n, columnStride));

    /// <summary>How far the slices of <see cref="PackSlice"/> reach: the rows of a row-major B, the columns of any other.</summary>
    /// <param name="k">Rows of B.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="columnStride">Floats from column to column.</param>
    public static int PackedSlices(int k, int n, nint columnStride) => columnStride == 1 ? k : n;

    /// <summary>Does a part of <see cref="Pack"/>, reading B in the order of its memory; parts may run at the same time.</summary>
    /// <param name="k">Rows of B.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="b">B[0, 0].</param>
    /// <param name="rowStride">Floats from row to row.</param>
    /// <param name="columnStride">Floats from column to column.</param>
    /// <param name="packed">Receives <see cref="PackedLength"/> floats from all parts together.</param>
    /// <param name="start">Start of the part, from 0; a multiple of 16.</param>
    /// <param name="end">End of the part, at most <see cref="PackedSlices"/>; that, or a multiple of 16.</param>
    public static void PackSlice(int k, int n, float* b, nint rowStride, nint columnStride, float* packed, int start, int end)
    {
        PanelLayout.Pack(k, n, b, (rowStride, columnStride), packed, (start, end));
        if (start == 0 && SkinnyProduct.TakesRows(n, k))
        {
            // Both forms: which one serves depends on how A lies, and that is known only later. They are small.
            SkinnyProduct.PackColumns(k, n, b, rowStride, columnStride, packed + PanelLength(k, n));
        }
    }

    /// <summary>C[m, n] = or += A[m, k] B[k, n] with B packed by <see cref="Pack"/>. Best in blocks of 64 rows.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A[0, 0].</param>
    /// <param name="aRowStride">Floats from row to row of A.</param>
    /// <param name="aColumnStride">Floats from column to column of A.</param>
    /// <param name="packedB">The packed B.</param>
    /// <param name="c">C[0, 0].</param>
    /// <param name="cRowStride">Floats from row to row of C, a multiple of 16.</param>
    /// <param name="accumulate">True adds the product to C, false overwrites C.</param>
    /// <param name="next">What the caller will read soon: about as many bytes as B has are fetched into the second-level cache meanwhile. Null for nothing.</param>
    public static void MultiplyPacked(
        int m, int n, int k, float* a, nint aRowStride, nint aColumnStride, float* packedB, float* c, nint cRowStride, bool accumulate, float* next = null)
    {
        TileStrides strides = new(aRowStride, aColumnStride, 0, cRowStride, accumulate);
        if (aColumnStride == 1 && SkinnyProduct.TakesRows(n, k))
        {
            SkinnyProduct.Rows(strides, m, n, k, a, packedB + PanelLength(k, n), c);
        }
        else
        {
            Multiply(m, n, k, a, packedB, c, strides, next);
        }
    }

    /// <summary>C[m, n] = or += A[m, k] B[k, n] with B as it lies. Meant for weight gradients XᵀY: A = Xᵀ has row stride 1.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A[0, 0].</param>
    /// <param name="aRowStride">Floats from row to row of A.</param>
    /// <param name="aColumnStride">Floats from column to column of A.</param>
    /// <param name="b">B[0, 0]; the columns beyond n up to the next multiple of 16 are read.</param>
    /// <param name="bRowStride">Floats from row to row of B, a positive multiple of 16.</param>
    /// <param name="c">C[0, 0].</param>
    /// <param name="cRowStride">Floats from row to row of C, a multiple of 16.</param>
    /// <param name="accumulate">True adds the product to C, false overwrites C.</param>
    public static void MultiplyUnpacked(
        int m, int n, int k, float* a, nint aRowStride, nint aColumnStride, float* b, nint bRowStride, float* c, nint cRowStride, bool accumulate) =>
        Multiply(m, n, k, a, b, c, new TileStrides(aRowStride, aColumnStride, bRowStride, cRowStride, accumulate), null);

    /// <summary>The same product from its definition, summed in double: the oracle of the tests. Touches nothing beyond C[m, n].</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A[0, 0].</param>
    /// <param name="aRowStride">Floats from row to row of A.</param>
    /// <param name="aColumnStride">Floats from column to column of A.</param>
    /// <param name="b">B[0, 0].</param>
    /// <param name="bRowStride">Floats from row to row of B.</param>
    /// <param name="bColumnStride">Floats from column to column of B.</param>
    /// <param name="c">C[0, 0].</param>
    /// <param name="cRowStride">Floats from row to row of C.</param>
    /// <param name="accumulate">True adds the product to C, false overwrites C.</param>
    public static void Scalar(
        int m, int n, int k, float* a, nint aRowStride, nint aColumnStride, float* b, nint bRowStride, nint bColumnStride, float* c, nint cRowStride, bool accumulate)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = accumulate ? c[(i * cRowStride) + j] : 0;
                for (int p = 0; p < k; p++)
                {
                    sum += (double)a[(i * aRowStride) + (p * aColumnStride)] * b[(p * bRowStride) + (j * bColumnStride)];
                }

                c[(i * cRowStride) + j] = (float)sum;
            }
        }
    }

    /// <summary>Cuts the reduction, then the columns; a row stride of 0 for B means packed panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(int m, int n, int k, float* a, float* b, float* c, TileStrides strides, float* later)
    {
        bool packed = strides.BRow == 0;
        int padded = PanelLayout.Padded(n);
        // Equal cuts, and always at least one: a product over k = 0 still has to clear C. They depend on k alone, as the sums must.
        int pieces = Math.Max(1, (k + (packed ? PackedCut : UnpackedCut) - 1) / (packed ? PackedCut : UnpackedCut));
        int cut = (k + pieces - 1) / pieces;
        int start = 0;
        do
        {
            int length = Math.Min(cut, k - start);
            // Of a transposed A every row has cache lines of its own; after its last part the next slice of its columns is the likeliest.
            float* nextLeft = strides.ARow != 1 || packed ? null : start + length < k ? a + ((start + length) * strides.AColumn) : a + m;
            for (int column = 0; column < padded;)
            {
                int width = PanelLayout.NextWidth(padded - column);
                TileStrides tile = packed ? strides with { BRow = width } : strides;
                float* panel = packed ? b + ((long)column * k) + ((long)start * width) : b + (start * strides.BRow) + column;
                float* left = a + (start * strides.AColumn);
                int done = packed || strides.ARow != 1 || n > SkinnyProduct.MostColumns ? 0 : SkinnyRows(strides, m, n, length, left, panel, c);
                float* next = column + width < padded ? panel + (packed ? (long)width * k : width)
                    : later is not null && start + length == k ? later
                    : packed ? b + ((long)(start + length) * PanelLayout.NextWidth(padded)) : b + ((start + length) * strides.BRow);
                Panel(width, tile, m - done, length, left + (done * strides.ARow), new PanelPair(panel, next, nextLeft), c + column + (done * strides.CRow));
                column += width;
            }

            strides = strides with { Accumulate = true };
            start += cut;
        }
        while (start < k);
    }

    /// <summary>Does the whole blocks of rows of a product with few columns; tells how many rows these are.</summary>
    private static int SkinnyRows(in TileStrides strides, int m, int n, int k, float* a, float* b, float* c)
    {
        int row = 0;
        for (; row + SkinnyProduct.ColumnBlock <= m; row += SkinnyProduct.ColumnBlock)
        {
            SkinnyProduct.Columns(strides, n, k, a + row, b, c + (row * strides.CRow));
        }

        return row;
    }

    private static long PanelLength(int k, int n) => (long)k * PanelLayout.Padded(n);

    private static void Panel(int width, in TileStrides strides, int m, int k, float* a, PanelPair b, float* c)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            switch (width / PanelLayout.Vector)
            {
                case 4:
                    Tiles.Multiply<WideRow4>(strides, m, k, a, b, c);
                    break;
                case 3:
                    Tiles.Multiply<WideRow3>(strides, m, k, a, b, c);
                    break;
                case 2:
                    Tiles.Multiply<WideRow2>(strides, m, k, a, b, c);
                    break;
                default:
                    Tiles.Multiply<WideRow1>(strides, m, k, a, b, c);
                    break;
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Tiles.Multiply<NarrowRow2>(strides, m, k, a, b, c);
        }
        else
        {
            ScalarTiles.Multiply(strides, m, k, a, b.Present, c);
        }
    }
}
