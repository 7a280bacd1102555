using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    /// <summary>The sine and the cosine of every lane, for less than the two apart (their last bits may differ from those).</summary>
    /// <param name="x">Radians, any value. See <see cref="Sin(Vector512{float})"/> for the range that is fast.</param>
    /// <returns>sin(x) and cos(x), each in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Sine, Vector512<float> Cosine) SinCos(Vector512<float> x)
    {
        // x = n pi / 2 + r: an odd n swaps the two, and n modulo 4 gives the signs.
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(0.636619772f), Vector512.Create(RoundingShift));
        Vector512<float> r = SubtractMultipleOfPi(x, (shifted - Vector512.Create(RoundingShift)) * Vector512.Create(0.5f));
        SinCosOfEighth(r, out Vector512<float> s, out Vector512<float> c);
        Vector512<float> odd = Vector512.Equals(shifted.AsInt32() & Vector512.Create(1), Vector512.Create(1)).AsSingle();
        Vector512<float> sign = Vector512.Create(-0f);
        Vector512<float> sine = Vector512.ConditionalSelect(odd, c, s) ^ ((shifted.AsInt32() << 30).AsSingle() & sign);
        Vector512<float> cosine = Vector512.ConditionalSelect(odd, s, c)
            ^ (((shifted.AsInt32() + Vector512.Create(1)) << 30).AsSingle() & sign);
        return Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(LargestFastAngle))
            ? (SinFar(x, sine), CosFar(x, cosine))
            : (sine, cosine);
    }

    /// <summary>The sine and the cosine of every lane, for less than the two apart (their last bits may differ from those).</summary>
    /// <param name="x">Radians, any value. See <see cref="Sin(Vector512{double})"/> for the range that is fast.</param>
    /// <returns>sin(x) and cos(x), each in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Sine, Vector512<double> Cosine) SinCos(Vector512<double> x)
    {
        // x = n pi / 2 + r: an odd n swaps the two, and n modulo 4 gives the signs.
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(0.63661977236758134), Vector512.Create(RoundingShiftDouble));
        Vector512<double> r = SubtractMultipleOfPi(x, (shifted - Vector512.Create(RoundingShiftDouble)) * Vector512.Create(0.5));
        SinCosOfEighth(r, out Vector512<double> s, out Vector512<double> c);
        Vector512<double> odd = Vector512.Equals(shifted.AsInt64() & Vector512.Create(1L), Vector512.Create(1L)).AsDouble();
        Vector512<double> sign = Vector512.Create(-0.0);
        Vector512<double> sine = Vector512.ConditionalSelect(odd, c, s) ^ ((shifted.AsInt64() << 62).AsDouble() & sign);
        Vector512<double> cosine = Vector512.ConditionalSelect(odd, s, c)
            ^ (((shifted.AsInt64() + Vector512.Create(1L)) << 62).AsDouble() & sign);
        return Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(LargestFastAngleDouble))
            ? (SinFar(x, sine), CosFar(x, cosine))
            : (sine, cosine);
    }

    // Sine and cosine of an angle in [-pi/4, pi/4]; relative error of the polynomials 1.3e-8.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCosOfEighth(Vector512<float> r, out Vector512<float> sine, out Vector512<float> cosine)
    {
        Vector512<float> z = r * r;
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(-0.000195853674f), z, Vector512.Create(0.00833273679f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.166666642f));
        sine = Vector512.FusedMultiplyAdd(p, z * r, r);
        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.Create(2.45454121e-05f), z, Vector512.Create(-0.00138882909f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(0.0416666642f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.5f));
        cosine = Vector512.FusedMultiplyAdd(q, z, Vector512<float>.One);
    }

    // Sine and cosine of an angle in [-pi/4, pi/4]; relative error of the polynomials 3e-17.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCosOfEighth(Vector512<double> r, out Vector512<double> sine, out Vector512<double> cosine)
    {
        Vector512<double> z = r * r;
        Vector512<double> p = Vector512.FusedMultiplyAdd(
            Vector512.Create(1.5916722686286244e-10), z, Vector512.Create(-2.5051112223400195e-08));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2.755731600793325e-06));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.00019841269836575246));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.008333333333330827));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.16666666666666666));
        sine = Vector512.FusedMultiplyAdd(p, z * r, r);
        Vector512<double> q = Vector512.FusedMultiplyAdd(
            Vector512.Create(-1.1381752459302212e-11), z, Vector512.Create(2.08761339933276e-09));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-2.755731721253751e-07));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(2.4801587298651e-05));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.0013888888888887322));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(0.041666666666666664));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.5));
        cosine = Vector512.FusedMultiplyAdd(q, z, Vector512<double>.One);
    }
}
