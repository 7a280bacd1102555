using Samovar.Compute;

namespace Samovar.Data;

/// <summary>The invertible map between the numbers of a table and the coordinates that learners see.</summary>
/// <remarks>
/// z_k = u_k·(x − mean)/scale_k and back x = mean + Σ z_k scale_k u_k, with orthonormal directions u: the axes for standardising, principal components
/// for whitening. With fewer components than numbers the way back ends in their subspace.
/// </remarks>
public sealed class Coordinates
{
    private readonly double[] mean;
    private readonly double[][] directions;
    private readonly double[] scales;

    private Coordinates(string name, double[] mean, double[][] directions, double[] scales)
    {
        Name = name;
        this.mean = mean;
        this.directions = directions;
        this.scales = scales;
    }

    /// <summary>"standardized", "whitened" or "as they are".</summary>
    public string Name { get; }

    /// <summary>Number of coordinates that learners see.</summary>
    public int Dimension => scales.Length;

    /// <summary>Numbers of a row of the table.</summary>
    public int Width => mean.Length;

    /// <summary>Share of the variance of the training rows that the coordinates keep; 1 unless components were left out.</summary>
    public double KeptVariance { get; private init; } = 1;

    /// <summary>No transform.</summary>
    /// <param name="dimension">Number of coordinates.</param>
    internal static Coordinates Identity(int dimension) => new("as they are", new double[dimension], Axes(dimension), [.. Enumerable.Repeat(1.0, dimension)]);

    /// <summary>Measures rows.</summary>
    /// <param name="values">[rows × width] row-major numbers of a table.</param>
    /// <param name="rows">Rows to measure.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="transform">What to make.</param>
    /// <param name="components">Principal components to keep at most; null for all.</param>
    internal static Coordinates Of(double[] values, int[] rows, int width, Transform transform, int? components)
    {
        if (transform is Transform.None)
        {
            return Identity(width);
        }

        double[] means = Means(values, rows, width);
        if (transform is Transform.Standardize)
        {
            double[] deviations = [.. Enumerable.Range(0, width).Select(column => Math.Sqrt(Covariance(values, rows, means, (column, column))))];
            // A category that only held-out rows have is constant among the training rows.
            return new Coordinates("standardized", means, Axes(width), [.. deviations.Select(deviation => deviation > 0 ? deviation : 1)]);
        }

        double[,] covariance = new double[width, width];
        for (int row = 0; row < width; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                covariance[row, column] = covariance[column, row] = Covariance(values, rows, means, (row, column));
            }
        }

        PrincipalAxes axes = PrincipalAxes.Of(covariance);
        int kept = Math.Min(components ?? width, axes.Variances.Count(variance => variance > PrincipalAxes.Smallest * axes.Variances[0]));
        return new Coordinates("whitened", means, axes.Directions[..kept], [.. axes.Variances[..kept].Select(Math.Sqrt)])
        {
            KeptVariance = axes.Variances[..kept].Sum() / axes.Variances.Sum(),
        };
    }

    /// <summary>From rows of a table to coordinates.</summary>
    /// <param name="values">[rows × width] row-major numbers.</param>
    /// <param name="rows">Which rows.</param>
    /// <returns>[n, d].</returns>
    public Batch Apply(IReadOnlyList<double> values, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(rows);
        Batch points = new(rows.Count, Dimension);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int place = 0; place < Dimension; place++)
            {
                double product = 0;
                for (int column = 0; column < Width; column++)
                {
                    product += directions[place][column] * (values[(rows[row] * Width) + column] - mean[column]);
                }

                points[row, place] = (float)(product / scales[place]);
            }
        }

        return points;
    }

    /// <summary>From coordinates back to the numbers of a row.</summary>
    /// <param name="point">[d] coordinates.</param>
    /// <param name="numbers">[width] overwritten.</param>
    public void Undo(ReadOnlySpan<float> point, Span<double> numbers)
    {
        for (int column = 0; column < Width; column++)
        {
            double value = mean[column];
            for (int place = 0; place < Dimension; place++)
            {
                value += point[place] * scales[place] * directions[place][column];
            }

            numbers[column] = value;
        }
    }

    /// <summary>How far a number of the table moves when every coordinate moves by 1.</summary>
    /// <param name="column">Which number of a row.</param>
    public double Reach(int column) => Math.Sqrt(Enumerable.Range(0, Dimension).Sum(place => Math.Pow(scales[place] * directions[place][column], 2)));

    private static double[] Means(double[] values, int[] rows, int width) =>
        [.. Enumerable.Range(0, width).Select(column => rows.Average(row => values[(row * width) + column]))];

    private static double Covariance(double[] values, int[] rows, double[] means, (int First, int Second) pair)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            sum += (values[(row * means.Length) + pair.First] - means[pair.First]) * (values[(row * means.Length) + pair.Second] - means[pair.Second]);
        }

        return sum / rows.Length;
    }

    private static double[][] Axes(int dimension)
    {
        double[][] axes = new double[dimension][];
        for (int axis = 0; axis < dimension; axis++)
        {
            axes[axis] = new double[dimension];
            axes[axis][axis] = 1;
        }

        return axes;
    }
}
