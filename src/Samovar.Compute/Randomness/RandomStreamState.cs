using System.Runtime.InteropServices;
using System.Text;

namespace Samovar.Compute.Randomness;

/// <summary>Where a random stream stands: three numbers which are all there is to save and to resume.</summary>
/// <param name="Seed">The seed of the run, shared by every stream that descends from one root; the key of Philox.</param>
/// <param name="Stream">The identity of the stream; the upper half of the counter.</param>
/// <param name="Position">The number of the next counter block, of four 32-bit words; the lower half of the counter.</param>
/// <remarks>
/// Streams with different identities never share a counter. Identities of children are random 64-bit numbers: among a million
/// streams of one seed the chance that any two coincide is 3e-8. As a plain value the state serves parallel loops without allocating:
/// split it per chunk, then fill from the copy.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct RandomStreamState(ulong Seed, ulong Stream, ulong Position)
{
    private const ulong ForkPurpose = 0xA3EC647659359ACD;
    private const ulong SplitPurpose = 0x8F5A7C31D2B94E6B;
    private const ulong NamePurpose = 0xC6BC279692B5C323;

    /// <summary>The beginning of the root stream of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <returns>The state of a fresh root stream.</returns>
    public static RandomStreamState FromSeed(ulong seed) => new(seed, 0, 0);

    /// <summary>The beginning of the child stream with an index; depends on seed, stream and index, not on the position.</summary>
    /// <param name="index">Any number: the chunk, the step, the particle.</param>
    /// <returns>The state of the child, at position 0.</returns>
    public RandomStreamState Split(long index) => Child((ulong)index, SplitPurpose);

    /// <summary>The beginning of the child stream for a purpose; depends on seed, stream and name, not on the position.</summary>
    /// <param name="purpose">A name, compared by its UTF-8 bytes.</param>
    /// <returns>The state of the child, at position 0.</returns>
    public RandomStreamState Named(string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);

        // FNV-1a with 64 bits (Fowler, Noll, Vo): stable between processes, unlike the hash of a string.
        ulong hash = 0xCBF29CE484222325;
        foreach (byte letter in Encoding.UTF8.GetBytes(purpose))
        {
            hash = (hash ^ letter) * 0x100000001B3;
        }

        return Child(hash, NamePurpose);
    }

    // The child named by the position: the caller moves on by one block.
    internal RandomStreamState Fork() => Child(Position, ForkPurpose);

    internal RandomStreamState Advance(ulong blocks) => this with { Position = Position + blocks };

    internal PhiloxBlock CurrentBlock() => Block(Seed, Position);

    // A purpose changes the key, so that identities of children never repeat the words of a stream.
    private RandomStreamState Child(ulong index, ulong purpose)
    {
        PhiloxBlock block = Block(Seed ^ purpose, index);
        return new RandomStreamState(Seed, block.First | ((ulong)block.Second << 32), 0);
    }

    private PhiloxBlock Block(ulong key, ulong index) => Philox.Generate(
        new PhiloxBlock((uint)index, (uint)(index >> 32), (uint)Stream, (uint)(Stream >> 32)), (uint)key, (uint)(key >> 32));
}
