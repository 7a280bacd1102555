using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.MarkovChains;

/// <summary>Points with log-weights that correct them for a target.</summary>
/// <param name="Points">[n, d] positions.</param>
/// <param name="LogWeights">[n] natural logarithms; the mean of their exponentials is an unbiased estimate of the target's normalizer.</param>
public sealed record WeightedDraws(Batch Points, IReadOnlyList<double> LogWeights)
{
    /// <summary>The estimate of ln Z: ln of the mean weight. Too low on average where the weights are uneven.</summary>
    public double LogNormalizer => LogWeights.Max() + Math.Log(Shares().Average());

    /// <summary>Standard error of <see cref="LogNormalizer"/>, by the delta method; meaningless where few weights dominate.</summary>
    public double LogNormalizerError
    {
        get
        {
            double[] shares = Shares();
            double mean = shares.Average();
            return Math.Sqrt(shares.Average(share => (share - mean) * (share - mean)) / shares.Length) / mean;
        }
    }

    /// <summary>Kish's (Σ w)² / Σ w²; 0 where no draw has any weight.</summary>
    public double EffectiveSampleSize
    {
        get
        {
            double[] shares = Shares();
            double squares = shares.Sum(share => share * share);
            return squares == 0 ? 0 : Math.Pow(shares.Sum(), 2) / squares;
        }
    }

    /// <summary>Draws of equal weight, chosen by systematic resampling.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>[count, d] positions, in the order in which they stand here; heavy ones repeat.</returns>
    /// <exception cref="ArgumentException">No draw has any weight, or a log-weight is NaN or +∞.</exception>
    public Batch Resampled(int count, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(random);
        int[] sources = new int[count];
        SystematicResampling.Choose<double>(Shares(), random.NextDouble(), sources);
        Batch chosen = new(count, Points.Dimension);
        for (int row = 0; row < count; row++)
        {
            Points.Row(sources[row]).CopyTo(chosen.Row(row));
        }

        return chosen;
    }

    /// <summary>Weights in units of the largest; 0 where no draw has any.</summary>
    private double[] Shares()
    {
        double largest = LogWeights.Max();
        return double.IsNegativeInfinity(largest) ? new double[LogWeights.Count] : [.. LogWeights.Select(logWeight => Math.Exp(logWeight - largest))];
    }
}
