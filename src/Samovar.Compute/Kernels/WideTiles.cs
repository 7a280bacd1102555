using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>64 columns in four wide vectors: six rows use 24 of the 32 registers, four more hold the row of B and one a broadcast.</summary>
internal unsafe struct WideRow4(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth) : IPanelRow<WideRow4>
{
    private Vector512<float> first = first;
    private Vector512<float> second = second;
    private Vector512<float> third = third;
    private Vector512<float> fourth = fourth;

    public static int TileHeight => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRow4 Load(float* source) =>
        new(Vector512.Load(source), Vector512.Load(source + 16), Vector512.Load(source + 32), Vector512.Load(source + 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(float* scale, WideRow4 row)
    {
        Vector512<float> factor = Vector512.Create(*scale);
        first = Vector512.FusedMultiplyAdd(factor, row.first, first);
        second = Vector512.FusedMultiplyAdd(factor, row.second, second);
        third = Vector512.FusedMultiplyAdd(factor, row.third, third);
        fourth = Vector512.FusedMultiplyAdd(factor, row.fourth, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, bool accumulate)
    {
        if (accumulate)
        {
            (first + Vector512.Load(target)).Store(target);
            (second + Vector512.Load(target + 16)).Store(target + 16);
            (third + Vector512.Load(target + 32)).Store(target + 32);
            (fourth + Vector512.Load(target + 48)).Store(target + 48);
        }
        else
        {
            first.Store(target);
            second.Store(target + 16);
            third.Store(target + 32);
            fourth.Store(target + 48);
        }
    }
}

/// <summary>48 columns in three wide vectors: eight rows use 24 of the 32 registers, three more hold the row of B and one a broadcast.</summary>
internal unsafe struct WideRow3(Vector512<float> first, Vector512<float> second, Vector512<float> third) : IPanelRow<WideRow3>
{
    private Vector512<float> first = first;
    private Vector512<float> second = second;
    private Vector512<float> third = third;

    public static int TileHeight => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRow3 Load(float* source) =>
        new(Vector512.Load(source), Vector512.Load(source + 16), Vector512.Load(source + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(float* scale, WideRow3 row)
    {
        Vector512<float> factor = Vector512.Create(*scale);
        first = Vector512.FusedMultiplyAdd(factor, row.first, first);
        second = Vector512.FusedMultiplyAdd(factor, row.second, second);
        third = Vector512.FusedMultiplyAdd(factor, row.third, third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, bool accumulate)
    {
        if (accumulate)
        {
            (first + Vector512.Load(target)).Store(target);
            (second + Vector512.Load(target + 16)).Store(target + 16);
            (third + Vector512.Load(target + 32)).Store(target + 32);
        }
        else
        {
            first.Store(target);
            second.Store(target + 16);
            third.Store(target + 32);
        }
    }
}

/// <summary>32 columns in two wide vectors: what remains where the columns do not divide by 48.</summary>
internal unsafe struct WideRow2(Vector512<float> first, Vector512<float> second) : IPanelRow<WideRow2>
{
    private Vector512<float> first = first;
    private Vector512<float> second = second;

    public static int TileHeight => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRow2 Load(float* source) => new(Vector512.Load(source), Vector512.Load(source + 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(float* scale, WideRow2 row)
    {
        Vector512<float> factor = Vector512.Create(*scale);
        first = Vector512.FusedMultiplyAdd(factor, row.first, first);
        second = Vector512.FusedMultiplyAdd(factor, row.second, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, bool accumulate)
    {
        if (accumulate)
        {
            (first + Vector512.Load(target)).Store(target);
            (second + Vector512.Load(target + 16)).Store(target + 16);
        }
        else
        {
            first.Store(target);
            second.Store(target + 16);
        }
    }
}

/// <summary>16 columns in one wide vector: products with at most 16 columns.</summary>
internal unsafe struct WideRow1(Vector512<float> only) : IPanelRow<WideRow1>
{
    private Vector512<float> only = only;

    public static int TileHeight => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRow1 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(float* scale, WideRow1 row)
    {
        Vector512<float> factor = Vector512.Create(*scale);
        only = Vector512.FusedMultiplyAdd(factor, row.only, only);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, bool accumulate) =>
        (accumulate ? only + Vector512.Load(target) : only).Store(target);
}
