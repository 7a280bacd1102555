namespace Samovar.Compute.Randomness;

/// <summary>MT19937, for reproducing published targets that were drawn with it.</summary>
/// <remarks>
/// Everything else draws from <see cref="RandomStream"/>.
/// Source: M. Matsumoto, T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), with the seeding of 2002. Not thread-safe.
/// </remarks>
public sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Offset = 397;

    private readonly uint[] words = new uint[Length];
    private int next = Length;

    /// <summary>A generator seeded by the authors' routine for one 32-bit number (init_genrand).</summary>
    /// <param name="seed">Any number; the authors' default is 5489.</param>
    public MersenneTwister(uint seed)
    {
        words[0] = seed;
        for (uint i = 1; i < Length; i++)
        {
            uint previous = words[i - 1];
            words[i] = (1812433253u * (previous ^ (previous >> 30))) + i;
        }
    }

    /// <summary>The next 32-bit word.</summary>
    /// <returns>The word.</returns>
    public uint NextUInt32()
    {
        if (next == Length)
        {
            Twist();
        }

        uint word = words[next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    /// <summary>The low 24 bits of the next word divided by 2^24, as PyTorch makes uniform floats on a CPU.</summary>
    /// <returns>A number in [0, 1).</returns>
    public float NextSingle24() => (NextUInt32() & 0xFFFFFF) * (1f / 16777216);

    private void Twist()
    {
        for (int i = 0; i < Length; i++)
        {
            uint joined = (words[i] & 0x80000000) | (words[(i + 1) % Length] & 0x7FFFFFFF);
            words[i] = words[(i + Offset) % Length] ^ (joined >> 1) ^ ((joined & 1) * 0x9908B0DF);
        }

        next = 0;
    }
}
