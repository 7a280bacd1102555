using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Diffusions;

/// <summary>Draws weighted by the exponential of their log-weights, self-normalized.</summary>
/// <remarks>
/// Differences of log-weights are taken before the exponential, so float suffices for the few draws of one noisy point. A log-weight that is not a number, as where an energy is
/// none, is −∞: that draw counts for nothing, and the others for what they are.
/// </remarks>
internal readonly ref struct WeightedLanes
{
    private readonly Span<float> weights;

    /// <summary>Computes the weights.</summary>
    /// <param name="logWeights">[n], a multiple of 16 long; natural logarithms, up to a constant.</param>
    /// <param name="weights">[n] memory for the weights; overwritten.</param>
    public WeightedLanes(ReadOnlySpan<float> logWeights, Span<float> weights)
    {
        this.weights = weights;
        ReadOnlySpan<Vector512<float>> logs = MemoryMarshal.Cast<float, Vector512<float>>(logWeights);
        Span<Vector512<float>> results = MemoryMarshal.Cast<float, Vector512<float>>(weights);
        float largest = Largest(logs);
        if (!float.IsFinite(largest))
        {
            // Nothing to go by: all draws count alike, and the effective sample size of 0 says so.
            weights.Fill(1f / weights.Length);
            LogSum = largest;
            return;
        }

        Vector512<float> sums = Vector512<float>.Zero;
        for (int index = 0; index < logs.Length; index++)
        {
            results[index] = VectorMath.Exp(OrNone(logs[index]) - Vector512.Create(largest));
            sums += results[index];
        }

        float sum = Vector512.Sum(sums);
        LogSum = largest + Math.Log(sum);
        float factor = 1 / sum;
        Vector512<float> squares = Vector512<float>.Zero;
        foreach (ref Vector512<float> result in results)
        {
            result *= factor;
            squares += result * result;
        }

        EffectiveSampleSize = 1 / Vector512.Sum(squares);
    }

    /// <summary>Kish's 1 / Σ w²; 0 where no log-weight was finite.</summary>
    public double EffectiveSampleSize { get; }

    /// <summary>ln Σ exp(log-weight); not finite where no log-weight was.</summary>
    public double LogSum { get; }

    /// <summary>Kish's effective sample size alone; 0 where no log-weight is finite.</summary>
    /// <param name="logWeights">[n] vectors of natural logarithms.</param>
    public static double EffectiveSizeOf(ReadOnlySpan<Vector512<float>> logWeights)
    {
        float largest = Largest(logWeights);
        if (!float.IsFinite(largest))
        {
            return 0;
        }

        Vector512<float> sum = Vector512<float>.Zero;
        Vector512<float> squares = Vector512<float>.Zero;
        foreach (Vector512<float> log in logWeights)
        {
            Vector512<float> weight = VectorMath.Exp(OrNone(log) - Vector512.Create(largest));
            sum += weight;
            squares = Vector512.FusedMultiplyAdd(weight, weight, squares);
        }

        double total = Vector512.Sum(sum);
        return total * total / Vector512.Sum(squares);
    }

    /// <summary>Σ w·v.</summary>
    public double Mean(ReadOnlySpan<float> values) => Moments(values).Mean;

    /// <summary>Σ w·v and Σ w·v².</summary>
    public (double Mean, double MeanSquare) Moments(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        ReadOnlySpan<Vector512<float>> shares = MemoryMarshal.Cast<float, Vector512<float>>(weights);
        Vector512<float> first = Vector512<float>.Zero;
        Vector512<float> second = Vector512<float>.Zero;
        for (int index = 0; index < vectors.Length; index++)
        {
            // Outside the support the weight is 0 and the value may be anything, not a number included.
            Vector512<float> value = Vector512.ConditionalSelect(Vector512.Equals(shares[index], Vector512<float>.Zero), Vector512<float>.Zero, vectors[index]);
            Vector512<float> weighted = shares[index] * value;
            first += weighted;
            second += weighted * value;
        }

        return (Vector512.Sum(first), Vector512.Sum(second));
    }

    private static Vector512<float> OrNone(Vector512<float> log) =>
        Vector512.ConditionalSelect(Vector512.Equals(log, log), log, Vector512.Create(float.NegativeInfinity));

    private static float Largest(ReadOnlySpan<Vector512<float>> logs)
    {
        Vector512<float> largest = OrNone(logs[0]);
        foreach (Vector512<float> log in logs[1..])
        {
            largest = Vector512.Max(largest, OrNone(log));
        }

        Vector256<float> halves = Vector256.Max(largest.GetLower(), largest.GetUpper());
        Vector128<float> quarters = Vector128.Max(halves.GetLower(), halves.GetUpper());
        return MathF.Max(MathF.Max(quarters[0], quarters[1]), MathF.Max(quarters[2], quarters[3]));
    }
}
