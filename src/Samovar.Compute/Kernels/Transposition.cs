using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Samovar.Compute.Kernels;

/// <summary>Turns rows into columns, sixteen rows at a time in registers.</summary>
public static unsafe class Transposition
{
    private const int Group = 16;

    /// <summary>target[column, row] = source[row, column].</summary>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="source">[rows × sourceStride].</param>
    /// <param name="sourceStride">Floats from row to row of the source.</param>
    /// <param name="target">[columns × targetStride] overwritten, [columns, rows] of it.</param>
    /// <param name="targetStride">Floats from row to row of the target.</param>
    public static void Transpose(int rows, int columns, float* source, nint sourceStride, float* target, nint targetStride)
    {
        int row = 0;
        for (; row + Group <= rows; row += Group)
        {
            float* from = source + (row * sourceStride);
            float* to = target + row;
            int done = SixteenRows(columns, from, sourceStride, to, targetStride);
            Rest(Group, columns, done, from, sourceStride, to, targetStride);
        }

        Rest(rows - row, columns, 0, source + (row * sourceStride), sourceStride, target + row, targetStride);
    }

    /// <summary>
    /// Writes target[p·targetStride + i] = source[i·sourceStride + p] for i in 0..15 and as many whole groups of four p as
    /// <paramref name="length"/> holds; returns how many p were done. The caller finishes the rest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int SixteenRows(int length, float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (!Sse.IsSupported)
        {
            return 0;
        }

        int done = 0;
        for (; done + 4 <= length; done += 4, target += 4 * targetStride)
        {
            if (Avx512F.IsSupported)
            {
                FourColumns(source + done, sourceStride, target, targetStride);
            }
            else
            {
                for (int group = 0; group < 16; group += 4)
                {
                    FourByFour(source + done + (group * sourceStride), sourceStride, target + group, targetStride);
                }
            }
        }

        return done;
    }

    /// <summary>
    /// Four columns of sixteen rows. Lane l of register r is loaded with row 4l + r, so the four-by-four transposition inside the lanes,
    /// two rounds of unpacking, already leaves column q in register q in row order: no step ever crosses a lane.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourColumns(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector512<float> r0 = FourLanes(source, 4 * sourceStride);
        Vector512<float> r1 = FourLanes(source + sourceStride, 4 * sourceStride);
        Vector512<float> r2 = FourLanes(source + (2 * sourceStride), 4 * sourceStride);
        Vector512<float> r3 = FourLanes(source + (3 * sourceStride), 4 * sourceStride);
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble();
        Vector512<double> high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        Avx512F.UnpackLow(low01, low23).AsSingle().Store(target);
        Avx512F.UnpackHigh(low01, low23).AsSingle().Store(target + targetStride);
        Avx512F.UnpackLow(high01, high23).AsSingle().Store(target + (2 * targetStride));
        Avx512F.UnpackHigh(high01, high23).AsSingle().Store(target + (3 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FourLanes(float* source, nint stride) => Vector512.Create(
        Vector256.Create(Vector128.Load(source), Vector128.Load(source + stride)),
        Vector256.Create(Vector128.Load(source + (2 * stride)), Vector128.Load(source + (3 * stride))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByFour(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector128<float> r0 = Vector128.Load(source);
        Vector128<float> r1 = Vector128.Load(source + sourceStride);
        Vector128<float> r2 = Vector128.Load(source + (2 * sourceStride));
        Vector128<float> r3 = Vector128.Load(source + (3 * sourceStride));
        Vector128<float> low01 = Sse.UnpackLow(r0, r1);
        Vector128<float> low23 = Sse.UnpackLow(r2, r3);
        Vector128<float> high01 = Sse.UnpackHigh(r0, r1);
        Vector128<float> high23 = Sse.UnpackHigh(r2, r3);
        Sse.MoveLowToHigh(low01, low23).Store(target);
        Sse.MoveHighToLow(low23, low01).Store(target + targetStride);
        Sse.MoveLowToHigh(high01, high23).Store(target + (2 * targetStride));
        Sse.MoveHighToLow(high23, high01).Store(target + (3 * targetStride));
    }

    private static void Rest(int rows, int columns, int first, float* source, nint sourceStride, float* target, nint targetStride)
    {
        for (int column = first; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }
}
