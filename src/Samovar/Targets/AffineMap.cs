using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>x = m + L·w with L lower triangular: brings a density with mean m and covariance L Lᵀ to mean 0 and covariance I.</summary>
public sealed class AffineMap
{
    private const int BatchLanes = 16;

    private readonly float[] mean;
    private readonly float[] scales;
    private readonly double[,]? lower;
    private readonly LaneTriangle? forward;
    private readonly LaneTriangle? backward;

    /// <summary>Makes the map.</summary>
    /// <param name="mean">[d] m.</param>
    /// <param name="covariance">[d, d] L Lᵀ, positive definite.</param>
    /// <exception cref="ArgumentException">The covariance is not positive definite.</exception>
    public AffineMap(IReadOnlyList<double> mean, double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(covariance);
        lower = new CholeskyFactor(covariance).Lower;
        forward = new LaneTriangle(lower, transposed: false);
        backward = new LaneTriangle(lower, transposed: true);
        this.mean = [.. mean.Select(value => (float)value)];
        scales = [];
        LogDeterminant = Enumerable.Range(0, mean.Count).Sum(row => Math.Log(lower[row, row]));
    }

    private AffineMap(IReadOnlyList<double> mean, IReadOnlyList<double> scales)
    {
        this.mean = [.. mean.Select(value => (float)value)];
        this.scales = [.. scales.Select(value => (float)value)];
        LogDeterminant = scales.Sum(Math.Log);
    }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension => mean.Length;

    /// <summary>[d] m.</summary>
    public IReadOnlyList<double> Mean => [.. mean.Select(value => (double)value)];

    /// <summary>[d, d] L Lᵀ.</summary>
    public double[,] Covariance
    {
        get
        {
            double[,] covariance = new double[Dimension, Dimension];
            for (int row = 0; row < Dimension; row++)
            {
                covariance[row, row] = lower is null ? (double)scales[row] * scales[row] : 0;
                for (int column = 0; lower is not null && column <= row; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner <= column; inner++)
                    {
                        sum += lower[row, inner] * lower[column, inner];
                    }

                    covariance[row, column] = covariance[column, row] = sum;
                }
            }

            return covariance;
        }
    }

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
        white.Values.CopyTo(points.Values);
        Apply(points.Values);
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
                for (int column = 0; lower is not null && column < row; column++)
                {
                    rest -= lower[row, column] * solution[column];
                }

                solution[row] = (float)(rest / (lower is null ? scales[row] : lower[row, row]));
            }
        }
    }

    /// <summary>The score by w, Lᵀ times the score by x.</summary>
    /// <param name="score">[n, d] by x on entry, by w on return.</param>
    public void PullBack(Batch score)
    {
        ArgumentNullException.ThrowIfNull(score);
        InLanes(score.Values, (block, result) => PullBack(block, result, BatchLanes));
    }

    /// <summary>x = m + L·w in place, for points one after the other.</summary>
    internal void Apply(Span<float> rows) => InLanes(rows, (block, result) => Apply(block, result, BatchLanes));

    /// <summary>x = m + L·w for lanes of points, coordinate by coordinate.</summary>
    internal void Apply(Span<float> white, Span<float> points, int lanes)
    {
        forward?.Multiply(white, points, lanes);
        Span<Vector512<float>> from = MemoryMarshal.Cast<float, Vector512<float>>(white);
        Span<Vector512<float>> to = MemoryMarshal.Cast<float, Vector512<float>>(points);
        int width = lanes / Vector512<float>.Count;
        for (int index = 0; index < to.Length; index++)
        {
            int row = index / width;
            to[index] = Vector512.Create(mean[row]) + (forward is null ? scales[row] * from[index] : to[index]);
        }
    }

    /// <summary>Lᵀ·score for lanes of points; may overwrite its source.</summary>
    internal void PullBack(Span<float> score, Span<float> result, int lanes)
    {
        if (backward is not null)
        {
            backward.Multiply(score, result, lanes);
            return;
        }

        Span<Vector512<float>> from = MemoryMarshal.Cast<float, Vector512<float>>(score);
        Span<Vector512<float>> to = MemoryMarshal.Cast<float, Vector512<float>>(result);
        int width = lanes / Vector512<float>.Count;
        for (int index = 0; index < to.Length; index++)
        {
            to[index] = scales[index / width] * from[index];
        }
    }

    private delegate void LaneAction(Span<float> block, Span<float> result);

    /// <summary>Takes points one after the other through lanes, sixteen at a time, in place.</summary>
    private void InLanes(Span<float> rows, LaneAction action)
    {
        float[] block = new float[Dimension * BatchLanes];
        float[] result = new float[Dimension * BatchLanes];
        for (int start = 0; start < rows.Length; start += block.Length)
        {
            Span<float> points = rows[start..Math.Min(rows.Length, start + block.Length)];
            for (int index = 0; index < points.Length; index++)
            {
                block[(index % Dimension * BatchLanes) + (index / Dimension)] = points[index];
            }

            action(block, result);
            for (int index = 0; index < points.Length; index++)
            {
                points[index] = result[(index % Dimension * BatchLanes) + (index / Dimension)];
            }
        }
    }
}
