using System.Diagnostics.CodeAnalysis;

namespace Samovar.Compute.Randomness;

/// <summary>A stream of random numbers, computed from its seed, its identity and its position alone.</summary>
/// <remarks>
/// <para>
/// Two ways to beget: <see cref="Fork"/> advances the parent (once, at the door of a method that needs its own stream);
/// <see cref="Split"/> and <see cref="Named"/> are pure (per block inside a parallel loop, per purpose of a run)
/// and do not depend on the position.
/// </para>
/// <para>
/// Every call consumes whole counter blocks: a single draw one block (an integer may need more, when its first word is rejected),
/// a fill of n floats 16 * ceil(n / 64), of n doubles 16 * ceil(n / 32). What a call returns therefore depends only on the position
/// at which it begins, and a shorter fill is the beginning of a longer one. Not thread-safe: a stream has one owner.
/// </para>
/// <para>Generator: Philox4x32-10; see <see cref="Philox"/> for the source.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A random stream is the word of the field; no reader expects System.IO.")]
public sealed class RandomStream
{
    private RandomStreamState state;

    private RandomStream(RandomStreamState state) => this.state = state;

    /// <summary>Where the stream stands now; <see cref="FromState"/> continues from there exactly.</summary>
    public RandomStreamState State => state;

    /// <summary>The root stream of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <returns>A fresh stream.</returns>
    public static RandomStream FromSeed(ulong seed) => new(RandomStreamState.FromSeed(seed));

    /// <summary>The stream that continues from a state.</summary>
    /// <param name="state">A state once read from a stream.</param>
    /// <returns>A stream whose next draws are those of the stream the state was read from.</returns>
    public static RandomStream FromState(RandomStreamState state) => new(state);

    /// <summary>Standard normals from the chunk's own stream, without allocating: equal to Split(chunk) and a fill.</summary>
    /// <param name="state">The parent; its position does not matter. For new values at every step, split by the step first.</param>
    /// <param name="chunk">The index of the chunk.</param>
    /// <param name="destination">Written in full.</param>
    public static void FillNormal(in RandomStreamState state, long chunk, Span<float> destination) =>
        RandomFill.Normal(state.Split(chunk), destination);

    /// <summary>Uniform numbers from the chunk's own stream, without allocating: equal to Split(chunk) and a fill.</summary>
    /// <param name="state">The parent; its position does not matter. For new values at every step, split by the step first.</param>
    /// <param name="chunk">The index of the chunk.</param>
    /// <param name="destination">Written in full, within (0, 1).</param>
    public static void FillUniform(in RandomStreamState state, long chunk, Span<float> destination) =>
        RandomFill.Uniform(state.Split(chunk), destination);

    /// <summary>Standard normals from a state kept as a plain value; the state moves on.</summary>
    /// <param name="state">Where to begin; replaced by where to go on.</param>
    /// <param name="destination">Written in full.</param>
    public static void FillNormal(ref RandomStreamState state, Span<float> destination) => state = RandomFill.Normal(state, destination);

    /// <summary>Standard normals from a state kept as a plain value; the state moves on.</summary>
    /// <param name="state">Where to begin; replaced by where to go on.</param>
    /// <param name="destination">Written in full.</param>
    public static void FillNormal(ref RandomStreamState state, Span<double> destination) => state = RandomFill.Normal(state, destination);

    /// <summary>Uniform numbers from a state kept as a plain value; the state moves on.</summary>
    /// <param name="state">Where to begin; replaced by where to go on.</param>
    /// <param name="destination">Written in full, within (0, 1).</param>
    public static void FillUniform(ref RandomStreamState state, Span<float> destination) => state = RandomFill.Uniform(state, destination);

    /// <summary>A new stream independent of this one, which moves on by one block.</summary>
    /// <returns>A child; every call gives another.</returns>
    public RandomStream Fork()
    {
        RandomStream child = new(state.Fork());
        state = state.Advance(1);
        return child;
    }

    /// <summary>The child stream with an index. Pure: this stream does not move, and its position does not matter.</summary>
    /// <param name="index">Any number: the chunk, the step, the particle.</param>
    /// <returns>A stream independent of this one and of those of other indices; the same index gives the same stream.</returns>
    public RandomStream Split(long index) => new(state.Split(index));

    /// <summary>The child stream for a purpose. Pure: this stream does not move, and its position does not matter.</summary>
    /// <param name="purpose">A name, compared by its UTF-8 bytes.</param>
    /// <returns>A stream independent of this one and of those of other names; the same name gives the same stream.</returns>
    public RandomStream Named(string purpose) => new(state.Named(purpose));

    /// <summary>Independent uniform numbers within (0, 1), odd multiples of 2^-24.</summary>
    /// <param name="destination">Written in full.</param>
    public void FillUniform(Span<float> destination) => state = RandomFill.Uniform(state, destination);

    /// <summary>Independent standard normals, by Box and Muller (1958); the largest magnitude possible is 6.7.</summary>
    /// <param name="destination">Written in full.</param>
    public void FillNormal(Span<float> destination) => state = RandomFill.Normal(state, destination);

    /// <summary>Independent standard normals, by Box and Muller (1958); the largest magnitude possible is 8.5.</summary>
    /// <param name="destination">Written in full.</param>
    public void FillNormal(Span<double> destination) => state = RandomFill.Normal(state, destination);

    /// <summary>One uniform number within (0, 1), an odd multiple of 2^-24.</summary>
    /// <returns>The number.</returns>
    public float NextUniform() => RandomTransform.Uniform(NextBlock().First);

    /// <summary>One uniform number within (0, 1), an odd multiple of 2^-53.</summary>
    /// <returns>The number.</returns>
    public double NextDouble()
    {
        PhiloxBlock block = NextBlock();
        return RandomTransform.Uniform(block.First | ((ulong)block.Second << 32));
    }

    /// <summary>One standard normal; the largest magnitude possible is 8.5.</summary>
    /// <returns>The number.</returns>
    public double NextNormal() => RandomTransform.Normal(NextBlock());

    /// <summary>One uniform 32-bit word.</summary>
    /// <returns>The word.</returns>
    public uint NextUInt32() => NextBlock().First;

    /// <summary>One integer, every one below the bound equally likely.</summary>
    /// <param name="exclusiveMaximum">The bound, at least 1.</param>
    /// <returns>A number in [0, exclusiveMaximum).</returns>
    /// <remarks>Source: D. Lemire, "Fast random integer generation in an interval", 2019, by multiplication with rejection.</remarks>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);

        uint range = (uint)exclusiveMaximum;
        uint unfair = (uint)((1UL << 32) % range);
        ulong product;
        do
        {
            product = (ulong)NextUInt32() * range;
        }
        while ((uint)product < unfair);

        return (int)(product >> 32);
    }

    private PhiloxBlock NextBlock()
    {
        PhiloxBlock block = state.CurrentBlock();
        state = state.Advance(1);
        return block;
    }
}
