using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Samovar.Compute.Randomness;

/// <summary>Philox4x32-10: a bijection of 128-bit counters for every 64-bit key, whose outputs pass as random.</summary>
/// <remarks>
/// Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; constants and known answers
/// as in the Random123 library. Thread-safe: pure functions.
/// </remarks>
public static class Philox
{
    private const int Rounds = 10;
    private const uint FirstMultiplier = 0xD2511F53;
    private const uint SecondMultiplier = 0xCD9E8D57;
    private const uint FirstWeyl = 0x9E3779B9;
    private const uint SecondWeyl = 0xBB67AE85;

    /// <summary>The random words of one counter.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="keyLow">Word 0 of the key.</param>
    /// <param name="keyHigh">Word 1 of the key.</param>
    /// <returns>Four independent uniform 32-bit words.</returns>
    public static PhiloxBlock Generate(PhiloxBlock counter, uint keyLow, uint keyHigh)
    {
        (uint first, uint second, uint third, uint fourth) = counter;
        for (int round = 0; round < Rounds; round++)
        {
            ulong left = (ulong)FirstMultiplier * first;
            ulong right = (ulong)SecondMultiplier * third;
            first = (uint)(right >> 32) ^ second ^ keyLow;
            second = (uint)right;
            third = (uint)(left >> 32) ^ fourth ^ keyHigh;
            fourth = (uint)left;
            keyLow += FirstWeyl;
            keyHigh += SecondWeyl;
        }

        return new PhiloxBlock(first, second, third, fourth);
    }

    /// <summary>The random words of sixteen counters under one key; lane i of the four vectors is one counter.</summary>
    /// <param name="first">Words 0 of the counters; replaced by the random words 0.</param>
    /// <param name="second">Words 1, likewise.</param>
    /// <param name="third">Words 2, likewise.</param>
    /// <param name="fourth">Words 3, likewise.</param>
    /// <param name="keyLow">Word 0 of the key.</param>
    /// <param name="keyHigh">Word 1 of the key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Generate(
        ref Vector512<uint> first, ref Vector512<uint> second, ref Vector512<uint> third, ref Vector512<uint> fourth,
        uint keyLow, uint keyHigh)
    {
        // Even and odd lanes run as two groups of 64-bit lanes. Only the low half of a lane counts: the upper half carries leftovers
        // which the widening product ignores.
        Vector512<ulong> evenFirst = first.AsUInt64(), oddFirst = first.AsUInt64() >>> 32;
        Vector512<ulong> evenSecond = second.AsUInt64(), oddSecond = second.AsUInt64() >>> 32;
        Vector512<ulong> evenThird = third.AsUInt64(), oddThird = third.AsUInt64() >>> 32;
        Vector512<ulong> evenFourth = fourth.AsUInt64(), oddFourth = fourth.AsUInt64() >>> 32;
        Vector512<ulong> low = Vector512.Create((ulong)keyLow);
        Vector512<ulong> high = Vector512.Create((ulong)keyHigh);
        for (int round = 0; round < Rounds; round++)
        {
            Round(ref evenFirst, ref evenSecond, ref evenThird, ref evenFourth, low, high);
            Round(ref oddFirst, ref oddSecond, ref oddThird, ref oddFourth, low, high);
            low += Vector512.Create((ulong)FirstWeyl);
            high += Vector512.Create((ulong)SecondWeyl);
        }

        first = Join(evenFirst, oddFirst);
        second = Join(evenSecond, oddSecond);
        third = Join(evenThird, oddThird);
        fourth = Join(evenFourth, oddFourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector512<ulong> first, ref Vector512<ulong> second, ref Vector512<ulong> third, ref Vector512<ulong> fourth,
        Vector512<ulong> keyLow, Vector512<ulong> keyHigh)
    {
        Vector512<ulong> left = MultiplyLowHalves(first, Vector512.Create((ulong)FirstMultiplier));
        Vector512<ulong> right = MultiplyLowHalves(third, Vector512.Create((ulong)SecondMultiplier));
        first = (right >>> 32) ^ second ^ keyLow;
        second = right;
        third = (left >>> 32) ^ fourth ^ keyHigh;
        fourth = left;
    }

    // The portable product of 64-bit lanes costs several times the widening one of 32 bits, which has no portable name.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> MultiplyLowHalves(Vector512<ulong> value, Vector512<ulong> multiplier)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.Multiply(value.AsUInt32(), multiplier.AsUInt32());
        }

        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.Multiply(value.GetLower().AsUInt32(), multiplier.GetLower().AsUInt32()),
                Avx2.Multiply(value.GetUpper().AsUInt32(), multiplier.GetUpper().AsUInt32()));
        }

        return (value & Vector512.Create(0xFFFFFFFFUL)) * multiplier;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Join(Vector512<ulong> even, Vector512<ulong> odd) =>
        ((even & Vector512.Create(0xFFFFFFFFUL)) | (odd << 32)).AsUInt32();
}
