using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The sliced Wasserstein-2 distance to exact draws, in the units of the points: root mean square over 128 random directions.</summary>
/// <remarks>The mean over five disjoint chunks. Source: Bonneel et al., 2015, Journal of Mathematical Imaging and Vision 51.</remarks>
[Catalogued("sliced-wasserstein-2")]
public sealed class SlicedWasserstein2() : Metric("sliced-wasserstein-2")
{
    private const int Directions = 128;
    private const int Chunks = 5;
    private const int LargestChunk = 10_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasExactDraws>() is not { } truth)
        {
            return Missing("exact draws", target);
        }

        int size = Math.Clamp(points.Count / Chunks, 1, LargestChunk);
        Batch Exact() => TruthSample.Draw(truth, size, target.Dimension, random);
        double[] distances = Enumerable.Range(0, Math.Min(Chunks, points.Count))
            .Select(chunk => Distance(points.Slice(chunk * size, size), Exact(), random))
            .ToArray();
        double floor = Enumerable.Range(0, Chunks).Average(_ => Distance(Exact(), Exact(), random));
        return Measured(distances.Average(), Spread.ErrorOfMean(distances), floor);
    }

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
