using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    /// <summary>The softplus of every lane, accurate relative to itself on both sides.</summary>
    /// <param name="x">Any value. Below -87.3365 the result is 0.</param>
    /// <returns>log(1 + exp(x)), at least 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        // log(1 + exp x) = max(x, 0) + log(1 + e), e = exp(-|x|) in [0, 1]; 1 + e is halved where it exceeds sqrt(2).
        Vector512<float> e = ExpOfNonPositive(x | Vector512.Create(-0f));
        Vector512<float> large = Vector512.GreaterThan(e, Vector512.Create(0.41421357f));
        Vector512<float> half = Vector512.FusedMultiplyAdd(e, Vector512.Create(0.5f), Vector512.Create(-0.5f));
        Vector512<float> f = Vector512.ConditionalSelect(large, half, e);
        Vector512<float> exponent = large & Vector512<float>.One;
        Vector512<float> tail = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.693147182f), Log1pReduced(f, exponent));
        return Vector512.MaxNative(Vector512<float>.Zero, x) + tail;
    }

    /// <summary>The softplus of every lane, accurate relative to itself on both sides.</summary>
    /// <param name="x">Any value. Below -708.3964 the result is 0.</param>
    /// <returns>log(1 + exp(x)), at least 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Softplus(Vector512<double> x)
    {
        Vector512<double> e = ExpOfNonPositive(x | Vector512.Create(-0.0));
        Vector512<double> large = Vector512.GreaterThan(e, Vector512.Create(0.41421356237309503));
        Vector512<double> half = Vector512.FusedMultiplyAdd(e, Vector512.Create(0.5), Vector512.Create(-0.5));
        Vector512<double> f = Vector512.ConditionalSelect(large, half, e);
        Vector512<double> exponent = large & Vector512<double>.One;
        Vector512<double> tail = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.69314718055994529), Log1pReduced(f, exponent));
        return Vector512.MaxNative(Vector512<double>.Zero, x) + tail;
    }

    /// <summary>The softplus of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>log(1 + exp(x)), at least 0.</returns>
    public static float Softplus(float x) => (float)Softplus((double)x);

    /// <summary>The softplus of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>log(1 + exp(x)), at least 0.</returns>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));
}
