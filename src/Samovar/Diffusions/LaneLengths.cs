using System.Runtime.Intrinsics;

namespace Samovar.Diffusions;

/// <summary>Lengths of the vectors that lie lane by lane: coordinate after coordinate, some SIMD vectors of lanes each.</summary>
internal static class LaneLengths
{
    /// <summary>Shortens what is longer than a limit to that limit.</summary>
    /// <remarks>
    /// A vector whose squared length overflows a float, longer than 1.8e19, becomes 0, and one with a coordinate that is not finite gets coordinates that are not numbers. As a drift
    /// the first is a plain random walk from there: still a function of the point alone, which the ratio of acceptance knows, so that chains keep their law. The second is
    /// a move that is rejected.
    /// </remarks>
    /// <param name="values">[d × width] one vector of d coordinates per lane.</param>
    /// <param name="width">SIMD vectors per coordinate.</param>
    /// <param name="longest">The limit, positive.</param>
    public static void Limit(Span<Vector512<float>> values, int width, float longest)
    {
        for (int vector = 0; vector < width; vector++)
        {
            Vector512<float> squares = Vector512<float>.Zero;
            for (int index = vector; index < values.Length; index += width)
            {
                squares += values[index] * values[index];
            }

            Vector512<float> factor = Vector512.Min(Vector512<float>.One, Vector512.Create(longest) / Vector512.Sqrt(squares));
            for (int index = vector; index < values.Length; index += width)
            {
                values[index] *= factor;
            }
        }
    }
}
