using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Diffusions;

/// <summary>One step of a controlled path in floats: whole vectors of coordinates first, then the rest one by one.</summary>
/// <param name="Decay">a.</param>
/// <param name="Deviation">c.</param>
/// <param name="Gain">g.</param>
/// <param name="Scale">Factor of the noise.</param>
internal readonly record struct PathStep(float Decay, float Deviation, float Gain, float Scale)
{
    /// <summary>w = g u + scale · noise, x' = a x + c w.</summary>
    /// <returns>s = g u·w − ½ |g u|².</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe double Move(int dimension, float* from, float* control, float* noise, float* increment, float* to)
    {
        double ratio = 0;
        int column = 0;
        if (dimension >= Vector512<float>.Count)
        {
            Vector512<float> sum = default;
            for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
            {
                Vector512<float> shift = Gain * Vector512.Load(control + column);
                Vector512<float> moved = Vector512.FusedMultiplyAdd(Vector512.Create(Scale), Vector512.Load(noise + column), shift);
                moved.Store(increment + column);
                Vector512.FusedMultiplyAdd(Vector512.Create(Deviation), moved, Decay * Vector512.Load(from + column)).Store(to + column);
                sum = Vector512.FusedMultiplyAdd(shift, Vector512.FusedMultiplyAdd(Vector512.Create(-0.5f), shift, moved), sum);
            }

            // In double, because the parts may cancel.
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(sum);
            ratio = Sum(low + high);
        }

        for (; column < dimension; column++)
        {
            float shift = Gain * control[column];
            float moved = MathF.FusedMultiplyAdd(Scale, noise[column], shift);
            increment[column] = moved;
            to[column] = MathF.FusedMultiplyAdd(Deviation, moved, Decay * from[column]);
            ratio += (double)shift * (moved - (0.5f * shift));
        }

        return ratio;
    }

    /// <summary>The same with a variance e^ℓ of its own for every coordinate: w = g u + r, r = scale · e^(ℓ/2) · noise, x' = a x + c w.</summary>
    /// <returns>s = ½ Σ (g u)(w + r) + r² − (scale · noise)² − ℓ.</returns>
    public unsafe double MoveSpread(int dimension, float* from, float* control, float* logVariance, float* noise, float* increment, float* to)
    {
        Vector512<float> sum = default;
        int column = 0;
        for (; column + Vector512<float>.Count <= dimension; column += Vector512<float>.Count)
        {
            Vector512<float> shift = Gain * Vector512.Load(control + column);
            Vector512<float> log = Vector512.Load(logVariance + column);
            Vector512<float> plain = Scale * Vector512.Load(noise + column);
            Vector512<float> spread = VectorMath.Exp(0.5f * log) * plain;
            Vector512<float> moved = shift + spread;
            moved.Store(increment + column);
            Vector512.FusedMultiplyAdd(Vector512.Create(Deviation), moved, Decay * Vector512.Load(from + column)).Store(to + column);
            sum += Vector512.FusedMultiplyAdd(shift, moved + spread, ((spread - plain) * (spread + plain)) - log);
        }

        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(sum);
        double ratio = Sum(low + high);
        for (; column < dimension; column++)
        {
            float shift = Gain * control[column];
            float plain = Scale * noise[column];
            float spread = VectorMath.Exp(0.5f * logVariance[column]) * plain;
            float moved = shift + spread;
            increment[column] = moved;
            to[column] = MathF.FusedMultiplyAdd(Deviation, moved, Decay * from[column]);
            ratio += ((double)shift * (moved + spread)) + ((((double)spread - plain) * ((double)spread + plain)) - logVariance[column]);
        }

        return 0.5 * ratio;
    }

    /// <summary>The sum of all lanes, by halves: in a fixed order, which no vector width changes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> values)
    {
        Vector256<double> four = values.GetLower() + values.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
