using System.Numerics;

namespace Samovar.MarkovChains.Diagnostics;

/// <summary>The discrete Fourier transform of a power of two of numbers, in place. Source: Cooley and Tukey, 1965.</summary>
internal static class FourierTransform
{
    /// <param name="values">[2^k] x on entry, Σ over t of x_t exp(−2πi·t·f/n) for f = 0 … n − 1 on return.</param>
    public static void Apply(Span<Complex> values)
    {
        Reorder(values);
        for (int size = 2; size <= values.Length; size *= 2)
        {
            Complex[] turns = [.. Enumerable.Range(0, size / 2).Select(index => Complex.FromPolarCoordinates(1, -2 * Math.PI * index / size))];
            for (int start = 0; start < values.Length; start += size)
            {
                Combine(values.Slice(start, size / 2), values.Slice(start + (size / 2), size / 2), turns);
            }
        }
    }

    private static void Combine(Span<Complex> even, Span<Complex> odd, ReadOnlySpan<Complex> turns)
    {
        for (int index = 0; index < turns.Length; index++)
        {
            Complex turned = turns[index] * odd[index];
            odd[index] = even[index] - turned;
            even[index] += turned;
        }
    }

    /// <summary>Swaps every place with the one whose number has the same bits in reverse.</summary>
    private static void Reorder(Span<Complex> values)
    {
        int mirror = 0;
        for (int index = 1; index < values.Length; index++)
        {
            int bit = values.Length / 2;
            for (; (mirror & bit) != 0; bit /= 2)
            {
                mirror ^= bit;
            }

            mirror |= bit;
            if (index < mirror)
            {
                (values[index], values[mirror]) = (values[mirror], values[index]);
            }
        }
    }
}
