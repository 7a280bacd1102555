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

    /// <summary>Values in lanes with the lanes in another order, where lanes may be left out and repeated.</summary>
    /// <param name="source">[values, width vectors].</param>
    /// <param name="destination">[values, width vectors] overwritten.</param>
    /// <param name="order">[width vectors] which lane comes where.</param>
    public static void Shuffle(ReadOnlySpan<Vector512<float>> source, Span<Vector512<float>> destination, ReadOnlySpan<Vector512<int>> order)
    {
        int width = order.Length;
        for (int vector = 0; vector < width; vector++)
        {
            Vector512<int> inside = order[vector] & Vector512.Create(Vector512<float>.Count - 1);
            Vector512<int> part = order[vector] >> 4;
            for (int place = 0; place < source.Length; place += width)
            {
                Vector512<float> chosen = Vector512.Shuffle(source[place], inside);
                for (int other = 1; other < width; other++)
                {
                    Vector512<float> mask = Vector512.Equals(part, Vector512.Create(other)).AsSingle();
                    chosen = Vector512.ConditionalSelect(mask, Vector512.Shuffle(source[place + other], inside), chosen);
                }

                destination[place + vector] = chosen;
            }
        }
    }
}
