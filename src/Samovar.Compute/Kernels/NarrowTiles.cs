using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>16 columns in two narrow vectors: six rows use 12 of the 16 registers, two more hold the row of B and one a broadcast.</summary>
/// <remarks>A set of its own, because wide vectors emulated by narrow ones spill: a third of the speed.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct NarrowRow2(Vector256<float> first, Vector256<float> second) : IPanelRow<NarrowRow2>
{
    private Vector256<float> first = first;
    private Vector256<float> second = second;

    public static int TileHeight => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowRow2 Load(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(float* scale, NarrowRow2 row)
    {
        Vector256<float> factor = Vector256.Create(*scale);
        first = Vector256.FusedMultiplyAdd(factor, row.first, first);
        second = Vector256.FusedMultiplyAdd(factor, row.second, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, bool accumulate)
    {
        if (accumulate)
        {
            (first + Vector256.Load(target)).Store(target);
            (second + Vector256.Load(target + 8)).Store(target + 8);
        }
        else
        {
            first.Store(target);
            second.Store(target + 8);
        }
    }
}
