using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Small pieces of arithmetic that compiled loops call.</summary>
internal static class LoopArithmetic
{
    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector512<float> vector)
    {
        Vector256<float> half = Vector256.Max(vector.GetLower(), vector.GetUpper());
        Vector128<float> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return MathF.Max(MathF.Max(quarter[0], quarter[1]), MathF.Max(quarter[2], quarter[3]));
    }

    /// <inheritdoc cref="Largest(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Vector512<double> vector)
    {
        Vector256<double> half = Vector256.Max(vector.GetLower(), vector.GetUpper());
        return Math.Max(Math.Max(half[0], half[1]), Math.Max(half[2], half[3]));
    }

    /// <summary>A mask of the first lanes.</summary>
    public static Vector512<float> LeadingFloats(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>A mask of the first lanes.</summary>
    public static Vector512<double> LeadingDoubles(int count) => Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble();
}
