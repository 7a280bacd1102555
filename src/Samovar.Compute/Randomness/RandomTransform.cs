using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Compute.Randomness;

// Random words to uniform and normal numbers.
internal static class RandomTransform
{
    // An eighth of a turn over the largest 32-bit integer.
    private const float EighthPerHalfRange = (float)(Math.PI / 4 / 2147483648.0);

    // (2 k + 1) / 2^24 for a 23-bit k: exact, symmetric about one half, never 0 or 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Uniform(Vector512<uint> word) =>
        ((word >>> 9) | Vector512.Create(0x3F800000u)).AsSingle() - Vector512.Create(1 - (1f / 16777216));

    public static float Uniform(uint word) => BitConverter.UInt32BitsToSingle((word >>> 9) | 0x3F800000u) - (1 - (1f / 16777216));

    // (2 k + 1) / 2^53 for a 52-bit k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Uniform(Vector512<ulong> word) =>
        ((word >>> 12) | Vector512.Create(0x3FF0000000000000UL)).AsDouble() - Vector512.Create(1 - (1.0 / 9007199254740992));

    public static double Uniform(ulong word) =>
        BitConverter.UInt64BitsToDouble((word >>> 12) | 0x3FF0000000000000UL) - (1 - (1.0 / 9007199254740992));

    // Two independent standard normals a lane: radius sqrt(-2 log u), and an angle within 45 degrees of the first axis, which two spare
    // bits turn into any direction by swapping the coordinates and by negating both. The largest value possible is 6.7.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NormalPair(
        Vector512<uint> radiusWord, Vector512<uint> angleWord, out Vector512<float> one, out Vector512<float> other)
    {
        Vector512<float> radius = Vector512.Sqrt(VectorMath.LogOfPositiveNormal(UniformForTail(radiusWord)) * Vector512.Create(-2f));
        Vector512<float> angle = Vector512.FusedMultiplyAdd(
            Vector512.ConvertToSingle((angleWord << 2).AsInt32()),
            Vector512.Create(EighthPerHalfRange), Vector512.Create(EighthPerHalfRange / 2));
        VectorMath.SinCosOfEighth(angle, out Vector512<float> sine, out Vector512<float> cosine);
        Vector512<float> swap = ((angleWord << 1).AsInt32() >> 31).AsSingle();
        radius ^= angleWord.AsSingle() & Vector512.Create(-0f);
        one = radius * Vector512.ConditionalSelect(swap, sine, cosine);
        other = radius * Vector512.ConditionalSelect(swap, cosine, sine);
    }

    // The same with 52 bits for the radius; the largest value possible is 8.5.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NormalPair(
        Vector512<ulong> radiusWord, Vector512<ulong> angleWord, out Vector512<double> one, out Vector512<double> other)
    {
        Vector512<double> radius = Vector512.Sqrt(VectorMath.LogOfPositiveNormal(Uniform(radiusWord)) * Vector512.Create(-2.0));
        Vector512<double> angle = (Uniform(angleWord) - Vector512.Create(0.5)) * Vector512.Create(Math.PI / 2);
        VectorMath.SinCosOfEighth(angle, out Vector512<double> sine, out Vector512<double> cosine);
        Vector512<double> swap = (Vector512<ulong>.Zero - (angleWord & Vector512.Create(1UL))).AsDouble();
        radius ^= (angleWord << 62).AsDouble() & Vector512.Create(-0.0);
        one = radius * Vector512.ConditionalSelect(swap, sine, cosine);
        other = radius * Vector512.ConditionalSelect(swap, cosine, sine);
    }

    // One normal of a pair; scalar draws are rare, their speed does not matter.
    public static double Normal(PhiloxBlock block)
    {
        double radius = Math.Sqrt(-2 * Math.Log(Uniform(block.First | ((ulong)block.Second << 32))));
        return radius * Math.Cos(2 * Math.PI * Uniform(block.Third | ((ulong)block.Fourth << 32)));
    }

    // (k + 1/2) / 2^31 for a 31-bit k, rounded: small numbers, which make the tail, keep all their digits. Never 0; what would
    // round to 1 becomes the number below it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> UniformForTail(Vector512<uint> word)
    {
        Vector512<float> u = Vector512.FusedMultiplyAdd(
            Vector512.ConvertToSingle((word >>> 1).AsInt32()), Vector512.Create(1f / 2147483648), Vector512.Create(0.5f / 2147483648));
        return Vector512.MinNative(u, Vector512.Create(1 - (1f / 16777216)));
    }
}
