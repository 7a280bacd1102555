using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

public static partial class VectorMath
{
    /// <summary>The cosine of every lane.</summary>
    /// <param name="x">Radians, any value. Lanes with |x| above 1e5 are computed one by one: right, but slow. Infinity gives NaN.</param>
    /// <returns>cos(x), in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x)
    {
        // x = (n + 1/2) pi + r: cos x = -(-1)^n sin r.
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(0.318309886f), -half) + Vector512.Create(RoundingShift);
        Vector512<float> r = SubtractMultipleOfPi(x, shifted - Vector512.Create(RoundingShift) + half);
        Vector512<float> y = SinReduced(r) ^ (~shifted.AsInt32() << 31).AsSingle();
        if (Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(LargestFastAngle)))
        {
            y = CosFar(x, y);
        }

        return y;
    }

    /// <summary>The cosine of every lane.</summary>
    /// <param name="x">Radians, any value. Lanes with |x| above 1e9 are computed one by one: right, but slow. Infinity gives NaN.</param>
    /// <returns>cos(x), in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x)
    {
        Vector512<double> half = Vector512.Create(0.5);
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(0.31830988618379067), -half)
            + Vector512.Create(RoundingShiftDouble);
        Vector512<double> r = SubtractMultipleOfPi(x, shifted - Vector512.Create(RoundingShiftDouble) + half);
        Vector512<double> y = SinReduced(r) ^ (~shifted.AsInt64() << 63).AsDouble();
        if (Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(LargestFastAngleDouble)))
        {
            y = CosFar(x, y);
        }

        return y;
    }

    /// <summary>The cosine of a number: the reference for the vector form.</summary>
    /// <param name="x">Radians, any value.</param>
    /// <returns>cos(x), in [-1, 1].</returns>
    public static float Cos(float x) => (float)Math.Cos(x);

    /// <summary>The cosine of a number: the reference for the vector form.</summary>
    /// <param name="x">Radians, any value.</param>
    /// <returns>cos(x), in [-1, 1].</returns>
    public static double Cos(double x) => Math.Cos(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> CosFar(Vector512<float> x, Vector512<float> near)
    {
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            near = Math.Abs(x[lane]) > LargestFastAngle ? near.WithElement(lane, Cos(x[lane])) : near;
        }

        return near;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> CosFar(Vector512<double> x, Vector512<double> near)
    {
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            near = Math.Abs(x[lane]) > LargestFastAngleDouble ? near.WithElement(lane, Cos(x[lane])) : near;
        }

        return near;
    }
}
