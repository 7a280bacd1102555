using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    /// <summary>The absolute value of every lane.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>|x|, exact.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Abs(Vector512<float> x) => Vector512.Abs(x);

    /// <summary>The absolute value of every lane.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>|x|, exact.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Abs(Vector512<double> x) => Vector512.Abs(x);

    /// <summary>The absolute value of a number.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>|x|, exact.</returns>
    public static float Abs(float x) => Math.Abs(x);

    /// <summary>The absolute value of a number.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>|x|, exact.</returns>
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>The square root of every lane, correctly rounded.</summary>
    /// <param name="x">Any value. A negative number gives NaN.</param>
    /// <returns>The square root of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sqrt(Vector512<float> x) => Vector512.Sqrt(x);

    /// <summary>The square root of every lane, correctly rounded.</summary>
    /// <param name="x">Any value. A negative number gives NaN.</param>
    /// <returns>The square root of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sqrt(Vector512<double> x) => Vector512.Sqrt(x);

    /// <summary>The square root of a number, correctly rounded.</summary>
    /// <param name="x">Any value. A negative number gives NaN.</param>
    /// <returns>The square root of x.</returns>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>The square root of a number, correctly rounded.</summary>
    /// <param name="x">Any value. A negative number gives NaN.</param>
    /// <returns>The square root of x.</returns>
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <summary>One divided by every lane, correctly rounded.</summary>
    /// <param name="x">Any value. Zero gives an infinity of its sign.</param>
    /// <returns>1 / x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Reciprocal(Vector512<float> x) => Vector512<float>.One / x;

    /// <summary>One divided by every lane, correctly rounded.</summary>
    /// <param name="x">Any value. Zero gives an infinity of its sign.</param>
    /// <returns>1 / x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Reciprocal(Vector512<double> x) => Vector512<double>.One / x;

    /// <summary>One divided by a number, correctly rounded.</summary>
    /// <param name="x">Any value. Zero gives an infinity of its sign.</param>
    /// <returns>1 / x.</returns>
    public static float Reciprocal(float x) => 1 / x;

    /// <summary>One divided by a number, correctly rounded.</summary>
    /// <param name="x">Any value. Zero gives an infinity of its sign.</param>
    /// <returns>1 / x.</returns>
    public static double Reciprocal(double x) => 1 / x;
}
