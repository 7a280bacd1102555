using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Randomness;

// Fills spans from counter blocks, sixteen blocks a step. Step s of a fill uses blocks 16 s to 16 s + 15, one to a lane.
internal static class RandomFill
{
    private const int BlocksPerStep = 16;

    // One step makes 64 floats: word w of the block in lane l becomes element 64 s + 16 w + l.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RandomStreamState Uniform(RandomStreamState state, Span<float> destination)
    {
        Span<Vector512<float>> whole = MemoryMarshal.Cast<float, Vector512<float>>(destination);
        ref Vector512<float> target = ref MemoryMarshal.GetReference(whole);
        int steps = destination.Length / 64;
        for (int step = 0; step < steps; step++)
        {
            UniformStep(state, ref Unsafe.Add(ref target, 4 * step));
            state = state.Advance(BlocksPerStep);
        }

        return 64 * steps == destination.Length ? state : UniformRest(state, destination[(64 * steps)..]);
    }

    // One step makes 64 floats out of 32 pairs, by the polar form of Box and Muller (1958).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RandomStreamState Normal(RandomStreamState state, Span<float> destination)
    {
        Span<Vector512<float>> whole = MemoryMarshal.Cast<float, Vector512<float>>(destination);
        ref Vector512<float> target = ref MemoryMarshal.GetReference(whole);
        int steps = destination.Length / 64;
        for (int step = 0; step < steps; step++)
        {
            NormalStep(state, ref Unsafe.Add(ref target, 4 * step));
            state = state.Advance(BlocksPerStep);
        }

        return 64 * steps == destination.Length ? state : NormalRest(state, destination[(64 * steps)..]);
    }

    // One step makes 32 doubles: a block has two 64-bit numbers, which make one pair.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RandomStreamState Normal(RandomStreamState state, Span<double> destination)
    {
        Span<Vector512<double>> whole = MemoryMarshal.Cast<double, Vector512<double>>(destination);
        ref Vector512<double> target = ref MemoryMarshal.GetReference(whole);
        int steps = destination.Length / 32;
        for (int step = 0; step < steps; step++)
        {
            NormalStep(state, ref Unsafe.Add(ref target, 4 * step));
            state = state.Advance(BlocksPerStep);
        }

        return 32 * steps == destination.Length ? state : NormalRest(state, destination[(32 * steps)..]);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static RandomStreamState UniformRest(RandomStreamState state, Span<float> rest)
    {
        Span<Vector512<float>> step = stackalloc Vector512<float>[4];
        UniformStep(state, ref step[0]);
        Copy(MemoryMarshal.Cast<Vector512<float>, float>(step), rest);
        return state.Advance(BlocksPerStep);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static RandomStreamState NormalRest(RandomStreamState state, Span<float> rest)
    {
        Span<Vector512<float>> step = stackalloc Vector512<float>[4];
        NormalStep(state, ref step[0]);
        Copy(MemoryMarshal.Cast<Vector512<float>, float>(step), rest);
        return state.Advance(BlocksPerStep);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static RandomStreamState NormalRest(RandomStreamState state, Span<double> rest)
    {
        Span<Vector512<double>> step = stackalloc Vector512<double>[4];
        NormalStep(state, ref step[0]);
        Copy(MemoryMarshal.Cast<Vector512<double>, double>(step), rest);
        return state.Advance(BlocksPerStep);
    }

    // The runtime's own copy is built without AVX and stalls after 512-bit code.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged
    {
        int index = 0;
        for (; index + Vector512<T>.Count <= destination.Length; index += Vector512<T>.Count)
        {
            Vector512.LoadUnsafe(in source[index]).StoreUnsafe(ref destination[index]);
        }

        for (; index < destination.Length; index++)
        {
            destination[index] = source[index];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UniformStep(RandomStreamState state, ref Vector512<float> target)
    {
        SixteenBlocks(state, out Vector512<uint> first, out Vector512<uint> second, out Vector512<uint> third, out Vector512<uint> fourth);
        target = RandomTransform.Uniform(first);
        Unsafe.Add(ref target, 1) = RandomTransform.Uniform(second);
        Unsafe.Add(ref target, 2) = RandomTransform.Uniform(third);
        Unsafe.Add(ref target, 3) = RandomTransform.Uniform(fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NormalStep(RandomStreamState state, ref Vector512<float> target)
    {
        SixteenBlocks(state, out Vector512<uint> first, out Vector512<uint> second, out Vector512<uint> third, out Vector512<uint> fourth);
        RandomTransform.NormalPair(first, third, out target, out Unsafe.Add(ref target, 1));
        RandomTransform.NormalPair(second, fourth, out Unsafe.Add(ref target, 2), out Unsafe.Add(ref target, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NormalStep(RandomStreamState state, ref Vector512<double> target)
    {
        SixteenBlocks(state, out Vector512<uint> first, out Vector512<uint> second, out Vector512<uint> third, out Vector512<uint> fourth);
        Vector512<ulong> lower = Vector512.Create(0xFFFFFFFFUL);
        Vector512<ulong> evenRadius = (first.AsUInt64() & lower) | (second.AsUInt64() << 32);
        Vector512<ulong> evenAngle = (third.AsUInt64() & lower) | (fourth.AsUInt64() << 32);
        Vector512<ulong> oddRadius = (first.AsUInt64() >>> 32) | (second.AsUInt64() & ~lower);
        Vector512<ulong> oddAngle = (third.AsUInt64() >>> 32) | (fourth.AsUInt64() & ~lower);
        RandomTransform.NormalPair(evenRadius, evenAngle, out target, out Unsafe.Add(ref target, 1));
        RandomTransform.NormalPair(oddRadius, oddAngle, out Unsafe.Add(ref target, 2), out Unsafe.Add(ref target, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SixteenBlocks(
        RandomStreamState state,
        out Vector512<uint> first, out Vector512<uint> second, out Vector512<uint> third, out Vector512<uint> fourth)
    {
        Vector512<uint> start = Vector512.Create((uint)state.Position);
        first = start + Vector512<uint>.Indices;

        // The lanes where the lower word has wrapped carry into the upper one.
        uint upper = (uint)(state.Position >> 32);
        second = Vector512.ConditionalSelect(Vector512.LessThan(first, start), Vector512.Create(upper + 1), Vector512.Create(upper));
        third = Vector512.Create((uint)state.Stream);
        fourth = Vector512.Create((uint)(state.Stream >> 32));
        Philox.Generate(ref first, ref second, ref third, ref fourth, (uint)state.Seed, (uint)(state.Seed >> 32));
    }
}
