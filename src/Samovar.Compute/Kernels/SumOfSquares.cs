using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>Σ x², squared and added in double precision.</summary>
public static class SumOfSquares
{
    /// <summary>Computes the sum in a fixed order.</summary>
    /// <param name="values">[n].</param>
    public static double Compute(ReadOnlySpan<float> values)
    {
        Vector512<double> low = Vector512<double>.Zero;
        Vector512<double> high = Vector512<double>.Zero;
        ReadOnlySpan<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        foreach (Vector512<float> vector in vectors)
        {
            (Vector512<double> first, Vector512<double> second) = Vector512.Widen(vector);
            low += first * first;
            high += second * second;
        }

        return Vector512.Sum(low + high) + Scalar(values[(vectors.Length * Vector512<float>.Count)..]);
    }

    /// <summary>The scalar twin.</summary>
    /// <param name="values">[n].</param>
    public static double Scalar(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return sum;
    }
}
