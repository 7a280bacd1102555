using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The squared kernel Stein discrepancy of the draws without bias, over that of a single point: 0 is perfect and may be missed downwards, 1 is very wrong.</summary>
/// <remarks>
/// Needs the score alone: u(x, y) = s·s′ k + s·∇′k + s′·∇k + tr ∇∇′k has mean 0 over independent draws of the target. The kernel is (c² + |x − y|²)^(−1/2) with
/// c² = d² / median |s|², the length over which the score changes, so that it sees what is wrong inside modes; modes that are missing altogether it does not
/// see; where the density falls to zero at an edge at once it does not apply. The mean over pairs is divided by the median of u(x, x), which strays cannot inflate. The error is the jackknife's, too large by √2 for right draws. The
/// floor is the root mean square of true samples. Sources: Liu, Lee and Jordan, 2016, arXiv:1602.03253; Gorham and Mackey, 2017, arXiv:1703.01717.
/// </remarks>
[Catalogued("kernel-stein")]
public sealed class KernelStein() : Metric("kernel-stein")
{
    private const int MostDraws = 1_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (HardEdge.Reason(target, points) is { } edge)
        {
            return NotApplicable(edge);
        }

        int size = Math.Min(points.Count, MostDraws);
        if (Of(points.Slice(0, size), target) is not { } measured)
        {
            return NotApplicable("the score is not finite at some draws, or vanishes at most of them");
        }

        NoiseFloor? squares = TruthSample.Floor(target, Name, size, (exact, _) => Math.Pow(Of(exact, target)?.Value ?? double.NaN, 2));
        return Measured(measured.Value, measured.Error, squares?.Root());
    }

    /// <summary>The number and its error; null where the score gives no scale.</summary>
    internal static (double Value, double Error)? Of(Batch points, ITarget target)
    {
        Batch score = new(points.Count, points.Dimension);
        target.LogDensityAndScore(points, new double[points.Count], score);
        double[] squares = [.. Enumerable.Range(0, points.Count).Select(row => Square(score.Row(row)))];
        double median = squares.Order().ElementAt(points.Count / 2);
        if (!squares.All(double.IsFinite) || !(median > 0))
        {
            return null;
        }

        double scale = (double)points.Dimension * points.Dimension / median;
        double single = (median / Math.Sqrt(scale)) + (points.Dimension / Math.Pow(scale, 1.5));
        double[] means = RowMeans(points, score, scale);
        return (means.Average() / single, 2 * Spread.ErrorOfMean(means) / single);
    }

    /// <summary>u(x, y) for one pair, in plain arithmetic: the twin of the sums over columns.</summary>
    internal static double Pair(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> scoreX, ReadOnlySpan<float> scoreY, double scale)
    {
        (double squared, double scores, double mixed) = (0, 0, 0);
        for (int column = 0; column < x.Length; column++)
        {
            double difference = (double)x[column] - y[column];
            squared += difference * difference;
            scores += (double)scoreX[column] * scoreY[column];
            mixed += ((double)scoreX[column] - scoreY[column]) * difference;
        }

        return Combined(squared, scores, mixed, x.Length, scale);
    }

    /// <summary>[n] the mean of u over the other draws.</summary>
    private static double[] RowMeans(Batch points, Batch score, double scale)
    {
        double[] means = new double[points.Count];
        float[] positions = PairTable.ByColumn(points);
        float[] forces = PairTable.ByColumn(score);
        SteinRow row = new(points.Count);
        for (int own = 0; own < points.Count; own++)
        {
            row.Fill(positions, forces, points.Row(own), score.Row(own));
            double sum = 0;
            for (int other = 0; other < points.Count; other++)
            {
                sum += other == own ? 0 : Combined(row.Squared[other], row.Scores[other], row.Mixed[other], points.Dimension, scale);
            }

            means[own] = sum / (points.Count - 1);
        }

        return means;
    }

    private static double Combined(double squared, double scores, double mixed, int dimension, double scale)
    {
        double inverse = 1 / (scale + squared);
        double kernel = Math.Sqrt(inverse);
        double cubed = kernel * inverse;
        return (scores * kernel) + (cubed * (mixed + dimension - (3 * squared * inverse)));
    }

    private static double Square(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float value in vector)
        {
            sum += (double)value * value;
        }

        return sum;
    }
}
