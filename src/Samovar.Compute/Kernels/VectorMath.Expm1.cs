using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    /// <summary>The exponential minus one of every lane, accurate relative to itself near zero.</summary>
    /// <param name="x">Any value. Above 88.72283 the result is positive infinity.</param>
    /// <returns>e to the power of x, minus 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        // Below -30 the result is -1 to the last bit; the bound keeps the power of two normal.
        Vector512<float> r = ReduceByLogarithmOfTwo(Vector512.MaxNative(Vector512.Create(-30f), x), out Vector512<float> shifted);
        Vector512<float> reduced = ExpSlope(r) * r;

        // Half the power of two, so that 2^128 does not overflow before the sum does.
        Vector512<float> half = ScaleByPower(Vector512.Create(0.5f), shifted);
        Vector512<float> y = Vector512.FusedMultiplyAdd(half, reduced, half - Vector512.Create(0.5f));
        Vector512<float> outside = x + Vector512.Create(float.PositiveInfinity);
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512.Create(LargestExpArgument)), y + y, outside);
    }

    /// <summary>The exponential minus one of every lane, accurate relative to itself near zero.</summary>
    /// <param name="x">Any value. Above 709.7827 the result is positive infinity.</param>
    /// <returns>e to the power of x, minus 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x)
    {
        Vector512<double> r = ReduceByLogarithmOfTwo(Vector512.MaxNative(Vector512.Create(-60.0), x), out Vector512<double> shifted);
        Vector512<double> reduced = ExpSlope(r) * r;
        Vector512<double> half = ScaleByPower(Vector512.Create(0.5), shifted);
        Vector512<double> y = Vector512.FusedMultiplyAdd(half, reduced, half - Vector512.Create(0.5));
        Vector512<double> outside = x + Vector512.Create(double.PositiveInfinity);
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512.Create(LargestExpArgumentDouble)), y + y, outside);
    }

    /// <summary>The exponential minus one of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>e to the power of x, minus 1.</returns>
    public static float Expm1(float x) => (float)Expm1((double)x);

    /// <summary>The exponential minus one of a number, by Kahan's correction (Higham 2002, section 1.14.1).</summary>
    /// <param name="x">Any value.</param>
    /// <returns>e to the power of x, minus 1.</returns>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.75)
        {
            return Math.Exp(x) - 1;
        }

        double u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * (x / Math.Log(u));
    }
}
