using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    // The bits of the square root of one half: mantissas are taken from [sqrt(1/2), sqrt(2)), symmetric about 1 on the log scale.
    private const int RootHalfBits = 0x3f3504f3;
    private const long RootHalfBitsDouble = 0x3fe6a09e667f3bcd;
    private const int MantissaMask = 0x007fffff;
    private const long MantissaMaskDouble = 0x000fffffffffffff;
    private const float SmallestNormal = 1.17549435e-38f;
    private const double SmallestNormalDouble = 2.2250738585072014e-308;

    /// <summary>The natural logarithm of every lane.</summary>
    /// <param name="x">Any value, subnormal numbers included. Zero gives negative infinity, a negative number NaN.</param>
    /// <returns>The logarithm of x to base e.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<float> subnormal = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        Vector512<float> scaled = Vector512.ConditionalSelect(subnormal, x * Vector512.Create(8388608f), x);
        Vector512<float> f = SplitExponent(scaled, out Vector512<float> exponent);
        exponent = Vector512.ConditionalSelect(subnormal, exponent - Vector512.Create(23f), exponent);
        return WithLogarithmEdges(x, Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.693147182f), Log1pReduced(f, exponent)));
    }

    /// <summary>The natural logarithm of every lane.</summary>
    /// <param name="x">Any value, subnormal numbers included. Zero gives negative infinity, a negative number NaN.</param>
    /// <returns>The logarithm of x to base e.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<double> subnormal = Vector512.LessThan(x, Vector512.Create(SmallestNormalDouble));
        Vector512<double> scaled = Vector512.ConditionalSelect(subnormal, x * Vector512.Create(4503599627370496.0), x);
        Vector512<double> f = SplitExponent(scaled, out Vector512<double> exponent);
        exponent = Vector512.ConditionalSelect(subnormal, exponent - Vector512.Create(52.0), exponent);
        return WithLogarithmEdges(
            x, Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.69314718055994529), Log1pReduced(f, exponent)));
    }

    /// <summary>The natural logarithm of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>The logarithm of x to base e.</returns>
    public static float Log(float x) => (float)Math.Log(x);

    /// <summary>The natural logarithm of a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>The logarithm of x to base e.</returns>
    public static double Log(double x) => Math.Log(x);

    // For positive, finite, normal arguments: random numbers have no edge cases.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> LogOfPositiveNormal(Vector512<float> x)
    {
        Vector512<float> f = SplitExponent(x, out Vector512<float> exponent);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.693147182f), Log1pReduced(f, exponent));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> LogOfPositiveNormal(Vector512<double> x)
    {
        Vector512<double> f = SplitExponent(x, out Vector512<double> exponent);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.69314718055994529), Log1pReduced(f, exponent));
    }

    // x = 2^exponent (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SplitExponent(Vector512<float> x, out Vector512<float> exponent)
    {
        Vector512<int> bits = x.AsInt32() - Vector512.Create(RootHalfBits);
        exponent = Vector512.ConvertToSingle(bits >> 23);
        return ((bits & Vector512.Create(MantissaMask)) + Vector512.Create(RootHalfBits)).AsSingle() - Vector512<float>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SplitExponent(Vector512<double> x, out Vector512<double> exponent)
    {
        Vector512<long> bits = x.AsInt64() - Vector512.Create(RootHalfBitsDouble);
        exponent = SmallIntegerToDouble(bits);
        return ((bits & Vector512.Create(MantissaMaskDouble)) + Vector512.Create(RootHalfBitsDouble)).AsDouble() - Vector512<double>.One;
    }

    // The exponent field of 'bits', biased by 1024 to be positive, becomes a double without a conversion (none exists below AVX-512).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SmallIntegerToDouble(Vector512<long> bits)
    {
        Vector512<long> field = (bits + Vector512.Create(1024L << 52)) >>> 52;
        return (field | Vector512.Create(0x4330000000000000L)).AsDouble() - Vector512.Create(4503599627370496.0 + 1024);
    }

    // log(1 + f) + exponent * (low part of ln 2), for 1 + f in [sqrt(1/2), sqrt(2)); relative error of the polynomial 2e-8.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Log1pReduced(Vector512<float> f, Vector512<float> exponent)
    {
        Vector512<float> square = f * f;
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(-0.0790274367f), f, Vector512.Create(0.126223192f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.129981831f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.142144963f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.166412815f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.200010449f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.25000307f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.333333313f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.5f));
        Vector512<float> low = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(-1.90465421e-9f), f);
        return Vector512.FusedMultiplyAdd(p, square, low);
    }

    // With s = f / (2 + f): log(1 + f) = f - s (f - z R(z)), z = s s (Ng 1993, the fdlibm logarithm); relative error of R below 1e-17.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log1pReduced(Vector512<double> f, Vector512<double> exponent)
    {
        Vector512<double> s = f / (f + Vector512.Create(2.0));
        Vector512<double> z = s * s;
        Vector512<double> p = Vector512.FusedMultiplyAdd(Vector512.Create(0.1461703754883715), z, Vector512.Create(0.15331674030163508));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.18182890556695763));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.22222211115144158));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.2857142862609589));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.3999999999989924));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.666666666666667));
        Vector512<double> low = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(2.3190468138462996e-17), f);
        return Vector512.FusedMultiplyAdd(s, Vector512.FusedMultiplyAdd(p, z, -f), low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WithLogarithmEdges(Vector512<float> x, Vector512<float> y)
    {
        // The comparison is false for NaN and for infinity, which are their own logarithms.
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), y, x);
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512.Create(float.NaN), y);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> WithLogarithmEdges(Vector512<double> x, Vector512<double> y)
    {
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), y, x);
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), Vector512.Create(double.NaN), y);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), Vector512.Create(double.NegativeInfinity), y);
    }
}
