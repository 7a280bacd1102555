using Samovar.Compute;

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

    /// <summary>Kish's (Σ w)² / Σ w².</summary>
    public double EffectiveSampleSize
    {
        get
        {
            double[] shares = Shares();
            return Math.Pow(shares.Sum(), 2) / shares.Sum(share => share * share);
        }
    }

    /// <summary>Weights in units of the largest.</summary>
    private double[] Shares()
    {
        double largest = LogWeights.Max();
        return [.. LogWeights.Select(logWeight => Math.Exp(logWeight - largest))];
    }
}
