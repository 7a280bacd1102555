using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>x = m + L·w with L lower triangular: brings a density with mean m and covariance L Lᵀ to mean 0 and covariance I.</summary>
public sealed class AffineMap
{
    private readonly float[] mean;
    private readonly float[,] factor;
    private readonly bool diagonal;

    /// <summary>Makes the map.</summary>
    /// <param name="mean">[d] m.</param>
    /// <param name="covariance">[d, d] L Lᵀ, positive definite.</param>
    /// <exception cref="ArgumentException">The covariance is not positive definite.</exception>
    public AffineMap(IReadOnlyList<double> mean, double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(covariance);
        double[,] lower = new CholeskyFactor(covariance).Lower;
        this.mean = [.. mean.Select(value => (float)value)];
        factor = new float[mean.Count, mean.Count];
        for (int row = 0; row < mean.Count; row++)
        {
            LogDeterminant += Math.Log(lower[row, row]);
            for (int column = 0; column <= row; column++)
            {
                factor[row, column] = (float)lower[row, column];
            }
        }
    }

    private AffineMap(IReadOnlyList<double> mean, IReadOnlyList<double> scales)
    {
        this.mean = [.. mean.Select(value => (float)value)];
        factor = new float[mean.Count, mean.Count];
        diagonal = true;
        LogDeterminant = scales.Sum(Math.Log);
        for (int row = 0; row < mean.Count; row++)
        {
            factor[row, row] = (float)scales[row];
        }
    }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension => mean.Length;

    /// <summary>ln det L.</summary>
    public double LogDeterminant { get; }

    /// <summary>A map that shifts and scales every coordinate alone; costs d products where a full one costs d²/2.</summary>
    /// <param name="mean">[d] m.</param>
    /// <param name="variances">[d] squares of the scales, positive.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a variance is not positive and finite.</exception>
    public static AffineMap Diagonal(IReadOnlyList<double> mean, IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variances);
        if (variances.Count != mean.Count)
        {
            throw new ArgumentException($"There are {mean.Count} means and {variances.Count} variances; they must be as many.", nameof(variances));
        }

        foreach ((int index, double variance) in variances.Index())
        {
            if (!(variance > 0 && double.IsFinite(variance)))
            {
                throw new ArgumentException($"Variance {index} is {variance}; it must be positive and finite.", nameof(variances));
            }
        }

        return new AffineMap(mean, [.. variances.Select(Math.Sqrt)]);
    }

    /// <summary>x = m + L·w.</summary>
    /// <param name="white">[n, d] w.</param>
    /// <param name="points">[n, d] x, overwritten.</param>
    public void Apply(Batch white, Batch points)
    {
        ArgumentNullException.ThrowIfNull(white);
        ArgumentNullException.ThrowIfNull(points);
        for (int row = 0; row < white.Count; row++)
        {
            Apply(white.Row(row), points.Row(row), 1);
        }
    }

    /// <summary>w = L⁻¹·(x − m).</summary>
    /// <param name="points">[n, d] x.</param>
    /// <param name="white">[n, d] w, overwritten; may be <paramref name="points"/>.</param>
    public void Invert(Batch points, Batch white)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(white);
        for (int point = 0; point < points.Count; point++)
        {
            Span<float> solution = white.Row(point);
            points.Row(point).CopyTo(solution);
            for (int row = 0; row < mean.Length; row++)
            {
                double rest = (double)solution[row] - mean[row];
                for (int column = diagonal ? row : 0; column < row; column++)
                {
                    rest -= (double)factor[row, column] * solution[column];
                }

                solution[row] = (float)(rest / factor[row, row]);
            }
        }
    }

    /// <summary>The score by w, Lᵀ times the score by x.</summary>
    /// <param name="score">[n, d] by x on entry, by w on return.</param>
    public void PullBack(Batch score)
    {
        ArgumentNullException.ThrowIfNull(score);
        for (int row = 0; row < score.Count; row++)
        {
            PullBack(score.Row(row), score.Row(row), 1);
        }
    }

    /// <summary>x = m + L·w in place, for points one after the other; 16 at a time go through lanes.</summary>
    internal void Apply(Span<float> rows)
    {
        const int Lanes = 16;
        float[] white = new float[Dimension * Lanes];
        float[] points = new float[Dimension * Lanes];
        for (int start = 0; start < rows.Length; start += Lanes * Dimension)
        {
            Span<float> block = rows[start..Math.Min(rows.Length, start + (Lanes * Dimension))];
            for (int index = 0; index < block.Length; index++)
            {
                white[(index % Dimension * Lanes) + (index / Dimension)] = block[index];
            }

            Apply(white, points, Lanes);
            for (int index = 0; index < block.Length; index++)
            {
                block[index] = points[(index % Dimension * Lanes) + (index / Dimension)];
            }
        }
    }

    /// <summary>x = m + L·w for lanes of points, coordinate by coordinate.</summary>
    internal void Apply(ReadOnlySpan<float> white, Span<float> points, int lanes)
    {
        for (int row = 0; row < mean.Length; row++)
        {
            Span<float> destination = points.Slice(row * lanes, lanes);
            destination.Fill(mean[row]);
            for (int column = diagonal ? row : 0; column <= row; column++)
            {
                Add(factor[row, column], white.Slice(column * lanes, lanes), destination);
            }
        }
    }

    /// <summary>Lᵀ·score for lanes of points. Row k of the result needs rows k and later, so it may overwrite its source.</summary>
    internal void PullBack(ReadOnlySpan<float> score, Span<float> result, int lanes)
    {
        Span<float> sum = stackalloc float[lanes];
        for (int row = 0; row < mean.Length; row++)
        {
            sum.Clear();
            for (int column = row; column < (diagonal ? row + 1 : mean.Length); column++)
            {
                Add(factor[column, row], score.Slice(column * lanes, lanes), sum);
            }

            sum.CopyTo(result.Slice(row * lanes, lanes));
        }
    }

    private static void Add(float weight, ReadOnlySpan<float> source, Span<float> destination)
    {
        ReadOnlySpan<Vector512<float>> from =
            MemoryMarshal.Cast<float, Vector512<float>>(source);
        Span<Vector512<float>> to =
            MemoryMarshal.Cast<float, Vector512<float>>(destination);
        for (int index = 0; index < from.Length; index++)
        {
            to[index] += weight * from[index];
        }

        for (int lane = from.Length * Vector512<float>.Count; lane < source.Length; lane++)
        {
            destination[lane] += weight * source[lane];
        }
    }
}
