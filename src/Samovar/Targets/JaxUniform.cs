using System.Numerics;

namespace Samovar.Targets;

/// <summary>Uniform numbers as JAX draws them from a small key, for reproducing published targets.</summary>
/// <remarks>
/// The scheme that was the default up to JAX 0.4 (jax_threefry_partitionable off): the counters 0 … count − 1, with one zero more if their number is
/// odd, are cut into two halves, encrypted in pairs by Threefry-2x32 with 20 rounds under the key (0, seed), and laid end to end again.
/// Source: Salmon et al., 2011, "Parallel random numbers: as easy as 1, 2, 3" (the cipher).
/// </remarks>
internal static class JaxUniform
{
    private const int Groups = 5;

    /// <summary>Numbers in [0, 1), multiples of 2^-23.</summary>
    /// <param name="seed">The number given to PRNGKey.</param>
    /// <param name="count">How many, all of one call.</param>
    public static float[] Draw(uint seed, int count)
    {
        int half = (count + 1) / 2;
        uint[] words = new uint[2 * half];
        for (int index = 0; index < half; index++)
        {
            uint second = half + index < count ? (uint)(half + index) : 0;
            (words[index], words[half + index]) = Encrypt(0, seed, (uint)index, second);
        }

        // The upper 23 bits become the fraction of a number in [1, 2).
        return [.. words.Take(count).Select(word => BitConverter.UInt32BitsToSingle((word >> 9) | 0x3F800000) - 1)];
    }

    /// <summary>Threefry-2x32 with 20 rounds.</summary>
    internal static (uint First, uint Second) Encrypt(uint keyFirst, uint keySecond, uint first, uint second)
    {
        ReadOnlySpan<uint> keys = [keyFirst, keySecond, keyFirst ^ keySecond ^ 0x1BD11BDA];
        ReadOnlySpan<int> rotations = [13, 15, 26, 6, 17, 29, 16, 24];
        first += keys[0];
        second += keys[1];
        for (int group = 0; group < Groups; group++)
        {
            for (int round = 0; round < 4; round++)
            {
                first += second;
                second = BitOperations.RotateLeft(second, rotations[(4 * (group % 2)) + round]) ^ first;
            }

            first += keys[(group + 1) % 3];
            second += keys[(group + 2) % 3] + (uint)(group + 1);
        }

        return (first, second);
    }
}
