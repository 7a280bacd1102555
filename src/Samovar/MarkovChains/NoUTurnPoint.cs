using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.MarkovChains;

/// <summary>A point in phase space: position, momentum, and what the target says about the position. The mass is 1, since positions are whitened.</summary>
internal sealed class NoUTurnPoint(int dimension)
{
    public float[] Position { get; } = Vector(dimension);

    public float[] Momentum { get; } = Vector(dimension);

    public float[] Score { get; } = Vector(dimension);

    public double LogDensity { get; set; }

    /// <summary>The Hamiltonian.</summary>
    public double Energy => (0.5 * Product(Momentum, Momentum)) - LogDensity;

    /// <summary>A vector of zeros, of whole SIMD registers: what lies beyond the dimension stays 0.</summary>
    public static float[] Vector(int dimension) => new float[(dimension + Vector512<float>.Count - 1) / Vector512<float>.Count * Vector512<float>.Count];

    public static float Product(float[] left, float[] right)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        ReadOnlySpan<Vector512<float>> other = Wide(right);
        foreach (ref readonly Vector512<float> value in Wide(left))
        {
            sum += value * other[0];
            other = other[1..];
        }

        return Vector512.Sum(sum);
    }

    /// <summary>destination += weight · source.</summary>
    public static void Add(float weight, float[] source, float[] destination)
    {
        ReadOnlySpan<Vector512<float>> from = Wide(source);
        Span<Vector512<float>> to = Wide(destination);
        for (int index = 0; index < to.Length; index++)
        {
            to[index] += weight * from[index];
        }
    }

    public static Span<Vector512<float>> Wide(float[] vector) => MemoryMarshal.Cast<float, Vector512<float>>(vector.AsSpan());

    public void Kick(float time) => Add(time, Score, Momentum);

    public void Drift(float time) => Add(time, Momentum, Position);

    /// <summary>Copies all but the momentum.</summary>
    public void MoveTo(NoUTurnPoint other)
    {
        other.Position.CopyTo(Position, 0);
        other.Score.CopyTo(Score, 0);
        LogDensity = other.LogDensity;
    }

    public void CopyFrom(NoUTurnPoint other)
    {
        MoveTo(other);
        other.Momentum.CopyTo(Momentum, 0);
    }
}
