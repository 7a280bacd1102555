using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>x = m + L·w with L lower triangular: brings a density with mean m and covariance L Lᵀ to mean 0 and covariance I.</summary>
public sealed class AffineMap
{
    private readonly float[] mean;
    private readonly float[,] factor;

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
                for (int column = 0; column <= row; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner <= column; inner++)
                    {
                        sum += (double)factor[row, inner] * factor[column, inner];
                    }

                    covariance[row, column] = covariance[column, row] = sum;
                }
            }

            return covariance;
        }
    }

    /// <summary>ln det L.</summary>
    public double LogDeterminant { get; }

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

    /// <summary>w = L⁻¹ (x − m).</summary>
    /// <param name="points">[n, d] x.</param>
    /// <param name="white">[n, d] w, overwritten.</param>
    public void Invert(Batch points, Batch white)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(white);
        for (int row = 0; row < points.Count; row++)
        {
            ReadOnlySpan<float> point = points.Row(row);
            Span<float> result = white.Row(row);
            for (int column = 0; column < mean.Length; column++)
            {
                double rest = (double)point[column] - mean[column];
                for (int before = 0; before < column; before++)
                {
                    rest -= (double)factor[column, before] * result[before];
                }

                result[column] = (float)(rest / factor[column, column]);
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

    /// <summary>x = m + L·w for lanes of points, coordinate by coordinate.</summary>
    internal void Apply(ReadOnlySpan<float> white, Span<float> points, int lanes)
    {
        for (int row = 0; row < mean.Length; row++)
        {
            Span<float> destination = points.Slice(row * lanes, lanes);
            destination.Fill(mean[row]);
            for (int column = 0; column <= row; column++)
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
            for (int column = row; column < mean.Length; column++)
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
