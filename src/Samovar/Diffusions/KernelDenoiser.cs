using Samovar.Compute;
using Samovar.Compute.Kernels;
using Samovar.Compute.Threading;

namespace Samovar.Diffusions;

/// <summary>The exact denoiser of a set of points: E[x | x + σε = z] = Σ w x with w = softmax(−‖z − x‖²/2σ²).</summary>
/// <remarks>
/// Costs O(M·N·d) arithmetic and O(M·d) memory: no matrix of weights is stored. It is the denoiser of the law behind the points up to a bias of order
/// 1/effective size. Source: Weber, 2023, arXiv:2304.12906, with Tweedie's formula.
/// </remarks>
public sealed class KernelDenoiser : IChunkedWork
{
    private const int BlockRows = 128;

    private Batch noisy = new(1, 1);
    private Batch points = new(1, 1);
    private Batch values = new(1, 1);
    private Batch averages = new(1, 1);
    private Batch levels = new(1, 1);
    private bool skipsOwn;
    private Batch sameLevels = new(0, 1);
    private float[] logMass = [];
    private float[] weightSum = [];
    private float[] effectiveSize = [];

    /// <summary>[M] ln of the mean of exp(−‖z − x‖²/2σ²) over the points, as of the last call.</summary>
    public ReadOnlySpan<float> LogMass => logMass.AsSpan(0, noisy.Count);

    /// <summary>[M] the largest weight of a point, as of the last call; 1 where a single point decides.</summary>
    public float LargestWeight(int row) => 1 / weightSum[row];

    /// <summary>[M] 1/Σw², as of the last call: how many points have a say.</summary>
    public ReadOnlySpan<float> EffectiveSize => effectiveSize.AsSpan(0, noisy.Count);

    /// <summary>Denoises.</summary>
    /// <param name="noisy">[M, d] positions z.</param>
    /// <param name="points">[N, d] the points x.</param>
    /// <param name="level">σ, positive, in the units of the points.</param>
    /// <param name="denoised">[M, d] overwritten; must be neither of the others.</param>
    public void Denoise(Batch noisy, Batch points, double level, Batch denoised) => Average(noisy, points, points, level, denoised);

    /// <summary>Denoises positions of different levels.</summary>
    /// <param name="noisy">[M, d] positions z.</param>
    /// <param name="points">[N, d] the points x.</param>
    /// <param name="levels">[M, 1] σ of each position, positive.</param>
    /// <param name="denoised">[M, d] overwritten; must be neither of the others.</param>
    public void Denoise(Batch noisy, Batch points, Batch levels, Batch denoised) => Average(noisy, points, points, levels, denoised, leaveOutOwn: false);

    /// <summary>Averages values at the points with the same weights.</summary>
    /// <param name="noisy">[M, d] positions z.</param>
    /// <param name="points">[N, d] the points x.</param>
    /// <param name="values">[N, v] what to average.</param>
    /// <param name="level">σ, positive, in the units of the points.</param>
    /// <param name="averages">[M, v] overwritten.</param>
    /// <param name="leaveOutOwn">Whether row i of the positions leaves out point i; needs at least 2 points.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or the level is not positive.</exception>
    public void Average(Batch noisy, Batch points, Batch values, double level, Batch averages, bool leaveOutOwn = false)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        if (sameLevels.Count != noisy.Count)
        {
            sameLevels = new Batch(noisy.Count, 1);
        }

        foreach (ref float same in sameLevels.Values)
        {
            same = (float)level;
        }

        Average(noisy, points, values, sameLevels, averages, leaveOutOwn);
    }

    private void Average(Batch noisy, Batch points, Batch values, Batch levels, Batch averages, bool leaveOutOwn)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(averages);
        if (points.Count < (leaveOutOwn ? 2 : 1) || points.Dimension != noisy.Dimension || values.Count != points.Count
            || averages.Count != noisy.Count || averages.Dimension != values.Dimension || levels.Count != noisy.Count || !Positive(levels.Values))
        {
            throw new ArgumentException(
                $"Positions [{noisy.Count}, {noisy.Dimension}], points [{points.Count}, {points.Dimension}], values [{values.Count}, {values.Dimension}], "
                + $"averages [{averages.Count}, {averages.Dimension}] and {levels.Count} levels, which must be positive, do not fit together.");
        }

        (this.noisy, this.points, this.values, this.averages, this.levels, skipsOwn) = (noisy, points, values, averages, levels, leaveOutOwn);
        if (logMass.Length < noisy.Count)
        {
            logMass = new float[noisy.Count];
            weightSum = new float[noisy.Count];
            effectiveSize = new float[noisy.Count];
        }

        WorkerPool.Shared.Run((noisy.Count + BlockRows - 1) / BlockRows, this);
    }

    /// <summary>Computes one block of rows.</summary>
    /// <param name="chunk">The block's number.</param>
    public unsafe void Execute(int chunk)
    {
        int lines = 3 + values.Dimension;
        float* sums = stackalloc float[(lines + noisy.Dimension + 1) * GaussianAverages.Lanes];
        float* queries = sums + (lines * GaussianAverages.Lanes);
        float* factors = queries + (noisy.Dimension * GaussianAverages.Lanes);
        int end = Math.Min(noisy.Count, (chunk + 1) * BlockRows);
        fixed (float* rows = points.Values, averaged = values.Values)
        {
            AveragedPoints all = new(rows, points.Count, points.Dimension, averaged, values.Dimension);
            for (int first = chunk * BlockRows; first < end; first += GaussianAverages.Lanes)
            {
                int count = Math.Min(GaussianAverages.Lanes, end - first);
                for (int lane = 0; lane < GaussianAverages.Lanes; lane++)
                {
                    int place = first + Math.Min(lane, count - 1);
                    Span<float> row = noisy.Row(place);
                    factors[lane] = (float)(0.5 / ((double)levels[place, 0] * levels[place, 0]));
                    for (int column = 0; column < row.Length; column++)
                    {
                        queries[(column * GaussianAverages.Lanes) + lane] = row[column];
                    }
                }

                GaussianAverages.Compute(queries, all, factors, skipsOwn ? first : -GaussianAverages.Lanes, sums);
                Keep(sums, first, count);
            }
        }
    }

    private static bool Positive(ReadOnlySpan<float> levels)
    {
        foreach (float level in levels)
        {
            if (!(level > 0))
            {
                return false;
            }
        }

        return true;
    }

    private unsafe void Keep(float* sums, int first, int count)
    {
        const int Lanes = GaussianAverages.Lanes;
        for (int lane = 0; lane < count; lane++)
        {
            float total = sums[Lanes + lane];
            int row = first + lane;
            logMass[row] = sums[lane] + MathF.Log(total / (skipsOwn ? points.Count - 1 : points.Count));
            weightSum[row] = total;
            effectiveSize[row] = total * total / sums[(2 * Lanes) + lane];
            Span<float> target = averages.Row(row);
            for (int column = 0; column < target.Length; column++)
            {
                target[column] = sums[((3 + column) * Lanes) + lane] / total;
            }
        }
    }
}
