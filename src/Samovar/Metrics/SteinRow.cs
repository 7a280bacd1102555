using System.Numerics;

namespace Samovar.Metrics;

/// <summary>What the Stein kernel needs of one draw against all draws, summed over coordinates in SIMD across the draws.</summary>
/// <param name="count">Number of draws.</param>
internal sealed class SteinRow(int count)
{
    /// <summary>[n] |x − y|².</summary>
    public float[] Squared { get; } = new float[count];

    /// <summary>[n] s(x)·s(y).</summary>
    public float[] Scores { get; } = new float[count];

    /// <summary>[n] (s(x) − s(y))·(x − y).</summary>
    public float[] Mixed { get; } = new float[count];

    /// <summary>Fills the three sums.</summary>
    /// <param name="positions">[d × n] coordinates, one after the other.</param>
    /// <param name="forces">[d × n] scores, likewise.</param>
    /// <param name="own">[d] the draw.</param>
    /// <param name="ownForce">[d] its score.</param>
    public void Fill(float[] positions, float[] forces, ReadOnlySpan<float> own, ReadOnlySpan<float> ownForce)
    {
        Array.Clear(Squared);
        Array.Clear(Scores);
        Array.Clear(Mixed);
        for (int column = 0; column < own.Length; column++)
        {
            Add(positions.AsSpan(column * count, count), forces.AsSpan(column * count, count), own[column], ownForce[column]);
        }
    }

    private void Add(ReadOnlySpan<float> positions, ReadOnlySpan<float> forces, float own, float ownForce)
    {
        Vector<float> center = new(own);
        Vector<float> pull = new(ownForce);
        int place = 0;
        for (; place <= count - Vector<float>.Count; place += Vector<float>.Count)
        {
            Vector<float> difference = center - new Vector<float>(positions[place..]);
            Vector<float> force = new(forces[place..]);
            (new Vector<float>(Squared, place) + (difference * difference)).CopyTo(Squared, place);
            (new Vector<float>(Scores, place) + (pull * force)).CopyTo(Scores, place);
            (new Vector<float>(Mixed, place) + ((pull - force) * difference)).CopyTo(Mixed, place);
        }

        for (; place < count; place++)
        {
            float difference = own - positions[place];
            Squared[place] += difference * difference;
            Scores[place] += ownForce * forces[place];
            Mixed[place] += (ownForce - forces[place]) * difference;
        }
    }
}
