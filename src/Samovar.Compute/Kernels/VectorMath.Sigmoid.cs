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
        Vector512<float> numerator = SigmoidParts(x, out Vector512<float> denominator);
        return numerator / denominator;
    }

    /// <summary>Numerator and denominator of the logistic function, for whoever has a cheaper way to divide.</summary>
    /// <param name="x">Any value.</param>
    /// <param name="denominator">In [1, 2].</param>
    /// <returns>In [0, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> SigmoidParts(Vector512<float> x, out Vector512<float> denominator)
    {
        Vector512<float> e = ExpOfNonPositive(x | Vector512.Create(-0f));
        denominator = Vector512<float>.One + e;
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), e, Vector512<float>.One);
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
