using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.MarkovChains;

/// <summary>Spans of lanes seen as vectors.</summary>
internal static class Lanewise
{
    public static Span<Vector512<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values);

    /// <summary>Copies in full vectors: the runtime's own copy is built without AVX and stalls after 512-bit code.</summary>
    public static void Copy(Span<float> source, Span<float> destination)
    {
        Span<Vector512<float>> from = Vectors(source);
        Span<Vector512<float>> to = Vectors(destination);
        for (int index = 0; index < from.Length; index++)
        {
            to[index] = from[index];
        }
    }

    /// <summary>All bits set in the first lanes.</summary>
    /// <param name="count">How many; below 1 none, above 15 all.</param>
    public static Vector512<float> FirstLanes(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
}
