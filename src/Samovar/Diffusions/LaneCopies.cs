using System.Runtime.Intrinsics;

namespace Samovar.Diffusions;

/// <summary>Copies of lanes in full vectors: the runtime's own copy is built without AVX and stalls after 512-bit code.</summary>
internal static class LaneCopies
{
    /// <summary>The same vectors elsewhere.</summary>
    public static void Copy(ReadOnlySpan<Vector512<float>> source, Span<Vector512<float>> destination)
    {
        for (int index = 0; index < source.Length; index++)
        {
            destination[index] = source[index];
        }
    }

    /// <summary>Every vector with its lanes in another order, where lanes may be left out and repeated.</summary>
    public static void Shuffle(ReadOnlySpan<Vector512<float>> source, Span<Vector512<float>> destination, Vector512<int> order)
    {
        for (int index = 0; index < source.Length; index++)
        {
            destination[index] = Vector512.Shuffle(source[index], order);
        }
    }
}
