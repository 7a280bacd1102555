using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>The sliced Wasserstein-2 distance to exact draws, in the units of the points: root mean square over 128 random directions.</summary>
/// <remarks>The mean over five disjoint chunks. Source: Bonneel et al., 2015, Journal of Mathematical Imaging and Vision 51.</remarks>
[Catalogued("sliced-wasserstein-2")]
public sealed class SlicedWasserstein2() : TwoSampleMetric("sliced-wasserstein-2", LargestChunk, Chunks)
{
    private const int Directions = 128;
    private const int Chunks = 5;
    private const int LargestChunk = 10_000;

    /// <inheritdoc/>
    private protected override int ChunkSize(int draws) => Math.Clamp(draws / Chunks, 2, LargestChunk);

    /// <inheritdoc/>
    private protected override double Compare(Batch draws, Batch exact, RandomStream random) => Distance(draws, exact, random);

    /// <summary>The distance of two samples of the same size, over 128 random directions.</summary>
    internal static double Distance(Batch left, Batch right, RandomStream random)
    {
        float[] direction = new float[left.Dimension];
        double total = 0;
        for (int slice = 0; slice < Directions; slice++)
        {
            random.FillNormal(direction);
            double length = Math.Sqrt(direction.Sum(value => (double)value * value));
            double[] a = Shadow(left, direction, length);
            double[] b = Shadow(right, direction, length);
            for (int rank = 0; rank < a.Length; rank++)
            {
                total += (a[rank] - b[rank]) * (a[rank] - b[rank]) / a.Length;
            }
        }

        return Math.Sqrt(total / Directions);
    }

    private static double[] Shadow(Batch points, float[] direction, double length)
    {
        double[] shadow = new double[points.Count];
        for (int row = 0; row < points.Count; row++)
        {
            double product = 0;
            for (int column = 0; column < direction.Length; column++)
            {
                product += (double)points[row, column] * direction[column];
            }

            shadow[row] = product / length;
        }

        Array.Sort(shadow);
        return shadow;
    }
}
