using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    // Up to these bounds the first step of the reduction is exact; lanes beyond are computed one by one.
    private const float LargestFastAngle = 1e5f;
    private const double LargestFastAngleDouble = 1e9;

    /// <summary>The sine of every lane.</summary>
    /// <param name="x">Radians, any value. Lanes with |x| above 1e5 are computed one by one: right, but slow. Infinity gives NaN.</param>
    /// <returns>sin(x), in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x)
    {
        // x = n pi + r: sin x = (-1)^n sin r.
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(0.318309886f), Vector512.Create(RoundingShift));
        Vector512<float> r = SubtractMultipleOfPi(x, shifted - Vector512.Create(RoundingShift));
        Vector512<float> y = SinReduced(r) ^ (shifted.AsInt32() << 31).AsSingle();
        if (Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(LargestFastAngle)))
        {
            y = SinFar(x, y);
        }

        return y;
    }

    /// <summary>The sine of every lane.</summary>
    /// <param name="x">Radians, any value. Lanes with |x| above 1e9 are computed one by one: right, but slow. Infinity gives NaN.</param>
    /// <returns>sin(x), in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x)
    {
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(
            x, Vector512.Create(0.31830988618379067), Vector512.Create(RoundingShiftDouble));
        Vector512<double> r = SubtractMultipleOfPi(x, shifted - Vector512.Create(RoundingShiftDouble));
        Vector512<double> y = SinReduced(r) ^ (shifted.AsInt64() << 63).AsDouble();
        if (Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(LargestFastAngleDouble)))
        {
            y = SinFar(x, y);
        }

        return y;
    }

    /// <summary>The sine of a number: the reference for the vector form.</summary>
    /// <param name="x">Radians, any value.</param>
    /// <returns>sin(x), in [-1, 1].</returns>
    public static float Sin(float x) => (float)Math.Sin(x);

    /// <summary>The sine of a number: the reference for the vector form.</summary>
    /// <param name="x">Radians, any value.</param>
    /// <returns>sin(x), in [-1, 1].</returns>
    public static double Sin(double x) => Math.Sin(x);

    // Cody and Waite (1980): pi in three parts, each product fused.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SubtractMultipleOfPi(Vector512<float> x, Vector512<float> n)
    {
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-3.14159274f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(8.74227766e-8f), r);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(3.43024902e-15f), r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SubtractMultipleOfPi(Vector512<double> x, Vector512<double> n)
    {
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-3.1415926535897931), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.2246467991473532e-16), r);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(2.9947698097183397e-33), r);
    }

    // sin(r) for |r| up to 1.01 pi / 2; relative error of the polynomial 4.3e-8.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SinReduced(Vector512<float> r)
    {
        Vector512<float> z = r * r;
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(2.63237848e-06f), z, Vector512.Create(-0.000198219976f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.00833323691f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.166666657f));
        return Vector512.FusedMultiplyAdd(p, z * r, r);
    }

    // sin(r) for |r| up to 1.01 pi / 2; relative error of the polynomial 3e-17.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SinReduced(Vector512<double> r)
    {
        Vector512<double> z = r * r;
        Vector512<double> p = Vector512.FusedMultiplyAdd(
            Vector512.Create(2.729859310147652e-15), z, Vector512.Create(-7.64384186585309e-13));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.605897324929603e-10));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-2.5052107553693198e-08));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2.7557319218661113e-06));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.00019841269841253096));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.008333333333333312));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.16666666666666666));
        return Vector512.FusedMultiplyAdd(p, z * r, r);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> SinFar(Vector512<float> x, Vector512<float> near)
    {
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            near = Math.Abs(x[lane]) > LargestFastAngle ? near.WithElement(lane, Sin(x[lane])) : near;
        }

        return near;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> SinFar(Vector512<double> x, Vector512<double> near)
    {
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            near = Math.Abs(x[lane]) > LargestFastAngleDouble ? near.WithElement(lane, Sin(x[lane])) : near;
        }

        return near;
    }
}
