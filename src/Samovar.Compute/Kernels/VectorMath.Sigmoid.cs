using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    /// <summary>The logistic function of every lane.</summary>
    /// <param name="x">Any value. Below -87.3365 the result is 0.</param>
    /// <returns>1 / (1 + exp(-x)), in [0, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> e = ExpOfNonPositive(x | Vector512.Create(-0f));
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), e, Vector512<float>.One) / (Vector512<float>.One + e);
    }

    /// <summary>1 over the logistic function of every lane, held above -21: one clamp, a shorter polynomial and no comparison.</summary>
    /// <remarks>For whoever multiplies by x, to whom less than 1e-9 is nothing, and has a cheaper way to divide: four such numbers have a finite product.</remarks>
    /// <param name="x">Any value; that of NaN is one of a number.</param>
    /// <returns>1 + exp(-x), in [1, 1.4e9]; relative error below 3e-7.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> InverseSigmoid(Vector512<float> x)
    {
        // exp(-21) is lost beside 1. The part of ln 2 beyond its float times 30 is half a unit in the last place.
        Vector512<float> held = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-21f)), Vector512.Create(21f));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(held, Vector512.Create(-1.442695041f), Vector512.Create(RoundingShift));
        Vector512<float> r = Vector512.FusedMultiplyAdd(shifted - Vector512.Create(RoundingShift), Vector512.Create(0.693147182f), held);

        // exp(-r) for |r| < 0.3475, relative error 1.7e-7.
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(-0.00836934056f), r, Vector512.Create(0.0419188552f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-0.166665033f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.499988586f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.00000012f));
        return Vector512<float>.One + ScaleByPower(p, shifted);
    }

    /// <summary>The logistic function of every lane.</summary>
    /// <param name="x">Any value. Below -708.3964 the result is 0.</param>
    /// <returns>1 / (1 + exp(-x)), in [0, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        Vector512<double> e = ExpOfNonPositive(x | Vector512.Create(-0.0));
        Vector512<double> numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), e, Vector512<double>.One);
        return numerator / (Vector512<double>.One + e);
    }

    /// <summary>The logistic function of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>1 / (1 + exp(-x)), in [0, 1].</returns>
    public static float Sigmoid(float x) => (float)Sigmoid((double)x);

    /// <summary>The logistic function of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>1 / (1 + exp(-x)), in [0, 1].</returns>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }
}
