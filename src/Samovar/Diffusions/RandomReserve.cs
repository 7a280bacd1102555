using Samovar.Compute.Randomness;

namespace Samovar.Diffusions;

/// <summary>Random numbers drawn ahead: generators make 64 at a time, and short chains in few dimensions need fewer for a move.</summary>
/// <param name="largest">Most numbers taken at once.</param>
internal sealed class RandomReserve(int largest)
{
    private const int Batch = 64;

    private readonly float[] numbers = new float[largest * Math.Max(1, Batch / largest)];
    private int used = int.MaxValue;

    /// <summary>Forgets what is left, so that the next numbers come from the present state.</summary>
    public void Clear() => used = int.MaxValue;

    /// <summary>Standard normal numbers.</summary>
    /// <param name="count">How many, at most the largest number.</param>
    /// <param name="random">Advanced when the reserve is filled.</param>
    /// <returns>[count] good until the next call.</returns>
    public Span<float> Normals(int count, ref RandomStreamState random)
    {
        if (used > numbers.Length - count)
        {
            RandomStream.FillNormal(ref random, numbers);
            used = 0;
        }

        return Take(count);
    }

    /// <summary>Uniform numbers in (0, 1).</summary>
    /// <param name="count">How many, at most the largest number.</param>
    /// <param name="random">Advanced when the reserve is filled.</param>
    /// <returns>[count] good until the next call.</returns>
    public ReadOnlySpan<float> Uniforms(int count, ref RandomStreamState random)
    {
        if (used > numbers.Length - count)
        {
            RandomStream.FillUniform(ref random, numbers);
            used = 0;
        }

        return Take(count);
    }

    private Span<float> Take(int count)
    {
        used += count;
        return numbers.AsSpan(used - count, count);
    }
}
