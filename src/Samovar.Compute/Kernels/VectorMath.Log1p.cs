using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    private const int OneBits = 0x3f800000;
    private const long OneBitsDouble = 0x3ff0000000000000;

    // Above this one plus x is x to the last bit, and the inverse of its power of two is still far from subnormal.
    private const float LargeLog1pArgument = 1.2676506e30f;
    private const double LargeLog1pArgumentDouble = 1.2676506002282294e30;

    /// <summary>The natural logarithm of one plus every lane, accurate relative to itself near zero.</summary>
    /// <param name="x">Any value. Minus one gives negative infinity, anything smaller NaN.</param>
    /// <returns>log(1 + x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
    {
        // 1 + x = 2^k (1 + f); f is computed from x itself, so that nothing is lost in rounding 1 + x.
        Vector512<float> u = x + Vector512<float>.One;
        Vector512<int> bits = u.AsInt32() - Vector512.Create(RootHalfBits);
        Vector512<int> power = bits & Vector512.Create(~MantissaMask);
        Vector512<float> exponent = Vector512.ConvertToSingle(bits >> 23);
        Vector512<float> inverse = (Vector512.Create(OneBits) - power).AsSingle();
        Vector512<float> near = Vector512.FusedMultiplyAdd(x, inverse, inverse - Vector512<float>.One);
        Vector512<float> far = (u.AsInt32() - power).AsSingle() - Vector512<float>.One;
        Vector512<float> f = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(LargeLog1pArgument)), near, far);
        return WithLogarithmEdges(u, Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.693147182f), Log1pReduced(f, exponent)));
    }

    /// <summary>The natural logarithm of one plus every lane, accurate relative to itself near zero.</summary>
    /// <param name="x">Any value. Minus one gives negative infinity, anything smaller NaN.</param>
    /// <returns>log(1 + x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x)
    {
        Vector512<double> u = x + Vector512<double>.One;
        Vector512<long> bits = u.AsInt64() - Vector512.Create(RootHalfBitsDouble);
        Vector512<long> power = bits & Vector512.Create(~MantissaMaskDouble);
        Vector512<double> exponent = SmallIntegerToDouble(bits);
        Vector512<double> inverse = (Vector512.Create(OneBitsDouble) - power).AsDouble();
        Vector512<double> near = Vector512.FusedMultiplyAdd(x, inverse, inverse - Vector512<double>.One);
        Vector512<double> far = (u.AsInt64() - power).AsDouble() - Vector512<double>.One;
        Vector512<double> f = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(LargeLog1pArgumentDouble)), near, far);
        return WithLogarithmEdges(
            u, Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.69314718055994529), Log1pReduced(f, exponent)));
    }

    /// <summary>The natural logarithm of one plus a number: the reference for the vector form.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>log(1 + x).</returns>
    public static float Log1p(float x) => (float)Log1p((double)x);

    /// <summary>The natural logarithm of one plus a number, by Kahan's correction (Higham 2002, problem 1.5).</summary>
    /// <param name="x">Any value.</param>
    /// <returns>log(1 + x).</returns>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u == 1)
        {
            return x;
        }

        return Math.Abs(x) < 1 ? Math.Log(u) * (x / (u - 1)) : Math.Log(u);
    }
}
