using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    // Adding 1.5 * 2^23 (1.5 * 2^52) rounds to the nearest integer and leaves that integer in the low bits of the sum.
    private const float RoundingShift = 12582912f;
    private const double RoundingShiftDouble = 6755399441055744.0;

    // Outside these bounds the result is not a normal number.
    private const float SmallestExpArgument = -87.3365f;
    private const float LargestExpArgument = 88.72283f;
    private const double SmallestExpArgumentDouble = -708.3964;
    private const double LargestExpArgumentDouble = 709.782712893384;

    /// <summary>The exponential of every lane.</summary>
    /// <param name="x">Any value. Below -87.3365 the result is 0; above 88.72283 it is positive infinity.</param>
    /// <returns>e to the power of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        Vector512<float> y = ScaleByPower(ExpReduced(x, out Vector512<float> shifted), shifted);
        y = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512.Create(SmallestExpArgument)), y, Vector512<float>.Zero);

        // x + infinity is infinity for a large x and NaN for NaN, whose comparison is false.
        Vector512<float> outside = x + Vector512.Create(float.PositiveInfinity);
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512.Create(LargestExpArgument)), y, outside);
    }

    /// <summary>The exponential of every lane.</summary>
    /// <param name="x">Any value. Below -708.3964 the result is 0; above 709.7827 it is positive infinity.</param>
    /// <returns>e to the power of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> y = ScaleByPower(ExpReduced(x, out Vector512<double> shifted), shifted);
        y = Vector512.ConditionalSelect(
            Vector512.GreaterThanOrEqual(x, Vector512.Create(SmallestExpArgumentDouble)), y, Vector512<double>.Zero);
        Vector512<double> outside = x + Vector512.Create(double.PositiveInfinity);
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512.Create(LargestExpArgumentDouble)), y, outside);
    }

    /// <summary>The exponential of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>e to the power of x.</returns>
    public static float Exp(float x) => (float)Math.Exp(x);

    /// <summary>The exponential of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>e to the power of x.</returns>
    public static double Exp(double x) => Math.Exp(x);

    // For x <= 0 or NaN: one comparison less than the full exponential.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpOfNonPositive(Vector512<float> x)
    {
        Vector512<float> y = ScaleByPower(ExpReduced(x, out Vector512<float> shifted), shifted);

        // The native maximum hands on its second operand when that is NaN.
        Vector512<float> outside = Vector512.MaxNative(Vector512<float>.Zero, x);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512.Create(SmallestExpArgument)), y, outside);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpOfNonPositive(Vector512<double> x)
    {
        Vector512<double> y = ScaleByPower(ExpReduced(x, out Vector512<double> shifted), shifted);
        Vector512<double> outside = Vector512.MaxNative(Vector512<double>.Zero, x);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512.Create(SmallestExpArgumentDouble)), y, outside);
    }

    // x = n ln 2 + r; returns exp(r), in [0.7, 1.42], and n in the low bits of 'shifted'.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpReduced(Vector512<float> x, out Vector512<float> shifted)
    {
        Vector512<float> r = ReduceByLogarithmOfTwo(x, out shifted);
        return Vector512.FusedMultiplyAdd(ExpSlope(r), r, Vector512<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpReduced(Vector512<double> x, out Vector512<double> shifted)
    {
        Vector512<double> r = ReduceByLogarithmOfTwo(x, out shifted);
        return Vector512.FusedMultiplyAdd(ExpSlope(r), r, Vector512<double>.One);
    }

    // Cody and Waite (1980): ln 2 in two parts, so that the remainder keeps its relative accuracy.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ReduceByLogarithmOfTwo(Vector512<float> x, out Vector512<float> shifted)
    {
        shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.442695041f), Vector512.Create(RoundingShift));
        Vector512<float> n = shifted - Vector512.Create(RoundingShift);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693147182f), x);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(1.90465421e-9f), r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ReduceByLogarithmOfTwo(Vector512<double> x, out Vector512<double> shifted)
    {
        shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634), Vector512.Create(RoundingShiftDouble));
        Vector512<double> n = shifted - Vector512.Create(RoundingShiftDouble);
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.69314718055994529), x);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(-2.3190468138462996e-17), r);
    }

    // (exp(r) - 1) / r for |r| < 0.3475, relative error 2.5e-8 of r times this.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpSlope(Vector512<float> r)
    {
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(0.00139263761f), r, Vector512.Create(0.00836333353f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0416665524f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.166665763f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5f));
        return Vector512.FusedMultiplyAdd(p, r, Vector512<float>.One);
    }

    // (exp(r) - 1) / r for |r| < 0.3475, relative error 5e-17 of r times this.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpSlope(Vector512<double> r)
    {
        Vector512<double> p = Vector512.FusedMultiplyAdd(
            Vector512.Create(2.5100634461878497e-08), r, Vector512.Create(2.762041219449885e-07));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7557267935231926e-06));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.4801520613566223e-05));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00019841269863392214));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013888888917654016));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333333333329994));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.04166666666662324));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666666666669));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5));
        return Vector512.FusedMultiplyAdd(p, r, Vector512<double>.One);
    }

    // Adds n to the exponent of a normal number; meaningful only where the result is normal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ScaleByPower(Vector512<float> value, Vector512<float> shifted) =>
        (value.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ScaleByPower(Vector512<double> value, Vector512<double> shifted) =>
        (value.AsInt64() + (shifted.AsInt64() << 52)).AsDouble();
}
