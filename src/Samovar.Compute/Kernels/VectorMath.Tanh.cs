using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent of every lane, accurate relative to itself near zero.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>tanh(x), in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        // With e = exp(-2|x|) - 1 in (-1, 0]: tanh |x| = -e / (2 + e). Below -40 e is -1 to the last bit.
        Vector512<float> twice = Vector512.MaxNative(Vector512.Create(-40f), Vector512.Abs(x) * Vector512.Create(-2f));
        Vector512<float> r = ReduceByLogarithmOfTwo(twice, out Vector512<float> shifted);
        Vector512<float> power = ScaleByPower(Vector512<float>.One, shifted);
        Vector512<float> e = Vector512.FusedMultiplyAdd(power, ExpSlope(r) * r, power - Vector512<float>.One);
        return WithSignOf(x, e / (e + Vector512.Create(2f)));
    }

    /// <summary>The hyperbolic tangent of every lane, accurate relative to itself near zero.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>tanh(x), in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        Vector512<double> twice = Vector512.MaxNative(Vector512.Create(-80.0), Vector512.Abs(x) * Vector512.Create(-2.0));
        Vector512<double> r = ReduceByLogarithmOfTwo(twice, out Vector512<double> shifted);
        Vector512<double> power = ScaleByPower(Vector512<double>.One, shifted);
        Vector512<double> e = Vector512.FusedMultiplyAdd(power, ExpSlope(r) * r, power - Vector512<double>.One);
        return WithSignOf(x, e / (e + Vector512.Create(2.0)));
    }

    /// <summary>The hyperbolic tangent of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>tanh(x), in [-1, 1].</returns>
    public static float Tanh(float x) => (float)Math.Tanh(x);

    /// <summary>The hyperbolic tangent of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>tanh(x), in [-1, 1].</returns>
    public static double Tanh(double x) => Math.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WithSignOf(Vector512<float> sign, Vector512<float> magnitude) =>
        Vector512.ConditionalSelect(Vector512.Create(-0f), sign, magnitude);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> WithSignOf(Vector512<double> sign, Vector512<double> magnitude) =>
        Vector512.ConditionalSelect(Vector512.Create(-0.0), sign, magnitude);
}
