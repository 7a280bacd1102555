using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>How the columns of a product are cut into panels, and how B is packed panel by panel.</summary>
/// <remarks>
/// Columns are padded to whole vectors of 16. A panel is 3, 2 or 1 vectors wide on the wide path and 1 on the others; it is stored as k rows of its
/// width, so the tile reads it in one straight stream. The panel that starts at column j starts at float j·k of the packed block.
/// </remarks>
internal static unsafe class PanelLayout
{
    /// <summary>The columns of one wide vector, the unit of padding.</summary>
    public const int Vector = 16;

    /// <summary>The columns, rounded up to whole vectors.</summary>
    public static int Padded(int columns) => (columns + Vector - 1) & -Vector;

    /// <summary>The width, in columns, of the next panel when so many padded columns remain.</summary>
    public static int NextWidth(int remaining)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            return Vector;
        }

        // Three vectors are best and one is worst (nothing to amortise the broadcasts), so a remainder of four is cut in 2 + 2, not 3 + 1.
        return (remaining / Vector) switch
        {
            1 => Vector,
            2 => 2 * Vector,
            4 => 4 * Vector,
            _ => 3 * Vector,
        };
    }

    /// <summary>Packs a slice of B[k, n], given by strides, into panels: rows of a row-major B, columns of any other. Columns beyond n become zero.</summary>
    public static void Pack(int k, int n, float* b, (nint Row, nint Column) stride, float* packed, (int Start, int End) slice)
    {
        if (stride.Column == 1)
        {
            PackRows(k, n, b, stride.Row, packed, slice);
            return;
        }

        int padded = Padded(n);
        for (int column = 0; column < padded;)
        {
            int width = NextWidth(padded - column);
            float* panel = packed + ((long)column * k);
            for (int vector = 0; vector < width; vector += Vector)
            {
                int first = column + vector;
                if (first >= slice.Start && first < slice.End)
                {
                    PackVector(k, Math.Min(Vector, n - first), b + (first * stride.Column), stride, panel + vector, width);
                }
            }

            column += width;
        }
    }

    /// <summary>Packs whole rows of a row-major B, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(int k, int n, float* b, nint stride, float* packed, (int Start, int End) slice)
    {
        int padded = Padded(n);
        for (int row = slice.Start; row < slice.End; row++)
        {
            float* source = b + (row * stride);
            for (int column = 0; column < padded;)
            {
                int width = NextWidth(padded - column);
                float* line = packed + ((long)column * k) + ((long)row * width);
                int whole = Math.Min(width, (n - column) & -Vector);
                for (int vector = 0; vector < whole; vector += Vector)
                {
                    Vector512.Load(source + column + vector).Store(line + vector);
                }

                if (whole < width)
                {
                    Vector512<float>.Zero.Store(line + whole);
                    for (int tail = column + whole; tail < n; tail++)
                    {
                        line[tail - column] = source[tail];
                    }
                }

                column += width;
            }
        }
    }

    /// <summary>Packs up to 16 columns: k rows, each written as one vector, <paramref name="width"/> floats apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackVector(int k, int columns, float* b, (nint Row, nint Column) stride, float* target, int width)
    {
        int row = 0;
        if (columns == Vector && stride.Row == 1)
        {
            row = Transposition.SixteenRows(k, b, stride.Column, target, width);
        }

        for (; row < k; row++)
        {
            float* line = target + ((long)row * width);
            Vector512<float>.Zero.Store(line);
            for (int j = 0; j < columns; j++)
            {
                line[j] = b[(row * stride.Row) + (j * stride.Column)];
            }
        }
    }
}
