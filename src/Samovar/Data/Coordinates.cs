using Samovar.Compute;

namespace Samovar.Data;

/// <summary>The invertible map between the numbers of a table and the coordinates that learners see.</summary>
/// <remarks>
/// z_k = u_k·((x − mean)/unit)/scale_k and back x = mean + unit Σ z_k scale_k u_k, with orthonormal directions u: the axes for standardising, principal
/// components of standardised columns for whitening, so that the units of a table decide nothing. With fewer components than numbers the way back ends in their subspace.
/// </remarks>
public sealed class Coordinates
{
    private readonly ColumnSpread[] columns;
    private readonly (double Mean, double Unit)[] shifts;
    private readonly double[][] directions;
    private readonly double[] scales;

    private Coordinates(string name, ColumnSpread[] columns, (double Mean, double Unit)[] shifts, double[][] directions, double[] scales)
    {
        Name = name;
        this.columns = columns;
        this.shifts = shifts;
        this.directions = directions;
        this.scales = scales;
    }

    /// <summary>"standardized", "standardized and whitened" or "as they are".</summary>
    public string Name { get; }

    /// <summary>Number of coordinates that learners see.</summary>
    public int Dimension => scales.Length;

    /// <summary>Numbers of a row of the table.</summary>
    public int Width => shifts.Length;

    /// <summary>Share of the variance of the standardised training rows that the coordinates keep; 1 unless components were left out.</summary>
    public double KeptVariance { get; private init; } = 1;

    /// <summary>Numbers of a row that are the same in all rows that were measured.</summary>
    internal IEnumerable<int> Constant => Enumerable.Range(0, Width).Where(column => columns[column].IsConstant);

    /// <summary>No transform, and nothing measured.</summary>
    /// <param name="dimension">Number of coordinates.</param>
    internal static Coordinates Identity(int dimension) => Plain([.. Enumerable.Repeat(new ColumnSpread(0, 1, IsConstant: false), dimension)]);

    /// <summary>Measures rows.</summary>
    /// <param name="values">[rows × width] row-major numbers of a table.</param>
    /// <param name="rows">Rows to measure.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="transform">What to make.</param>
    /// <param name="components">Principal components to keep at most; null for all.</param>
    internal static Coordinates Of(double[] values, int[] rows, int width, Transform transform, int? components)
    {
        ColumnSpread[] spreads = [.. Enumerable.Range(0, width).Select(column => ColumnSpread.Of([.. rows.Select(row => values[(row * width) + column])]))];
        if (transform is Transform.None)
        {
            return Plain(spreads);
        }

        (double Mean, double Unit)[] units = [.. spreads.Select(spread => (spread.Mean, spread.Unit))];
        Coordinates standardized = new("standardized", spreads, units, Axes(width), Ones(width));
        if (transform is Transform.Standardize)
        {
            return standardized;
        }

        PrincipalAxes axes = PrincipalAxes.Of(Correlation(values, rows, units));
        int kept = Math.Min(components ?? width, axes.Variances.Count(variance => variance > PrincipalAxes.Smallest * axes.Variances[0]));
        return new Coordinates("standardized and whitened", spreads, units, axes.Directions[..kept], [.. axes.Variances[..kept].Select(Math.Sqrt)])
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
        double[] shifted = new double[Width];
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                shifted[column] = Shifted(values[(rows[row] * Width) + column], shifts[column]);
            }

            for (int place = 0; place < Dimension; place++)
            {
                double product = 0;
                for (int column = 0; column < Width; column++)
                {
                    product += directions[place][column] * shifted[column];
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
            double value = 0;
            for (int place = 0; place < Dimension; place++)
            {
                value += point[place] * scales[place] * directions[place][column];
            }

            numbers[column] = shifts[column].Mean + (shifts[column].Unit * value);
        }
    }

    /// <summary>The unit in which a number of the table is worth writing: its standard deviation among the rows that were measured, of a constant its size.</summary>
    /// <param name="column">Which number of a row.</param>
    /// <returns>A positive number.</returns>
    public double Reach(int column) => columns[column].Unit;

    private static Coordinates Plain(ColumnSpread[] columns) =>
        new("as they are", columns, [.. columns.Select(_ => (0.0, 1.0))], Axes(columns.Length), Ones(columns.Length));

    private static double Shifted(double value, (double Mean, double Unit) shift) => (value - shift.Mean) / shift.Unit;

    /// <summary>[width, width] mean products of standardised columns; those of a constant are 0.</summary>
    private static double[,] Correlation(double[] values, int[] rows, (double Mean, double Unit)[] shifts)
    {
        int width = shifts.Length;
        double[,] correlation = new double[width, width];
        double[] shifted = new double[width];
        foreach (int row in rows)
        {
            for (int first = 0; first < width; first++)
            {
                shifted[first] = Shifted(values[(row * width) + first], shifts[first]);
                for (int second = 0; second <= first; second++)
                {
                    correlation[first, second] += shifted[first] * shifted[second] / rows.Length;
                }
            }
        }

        for (int first = 0; first < width; first++)
        {
            for (int second = 0; second < first; second++)
            {
                correlation[second, first] = correlation[first, second];
            }
        }

        return correlation;
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

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

/// <summary>What was measured of one number of a table's rows.</summary>
/// <param name="Mean">Its mean; of a constant its value.</param>
/// <param name="Unit">Its population standard deviation; of a constant its size, or 1 if it is 0. Positive.</param>
/// <param name="IsConstant">Whether it is the same in all rows.</param>
internal readonly record struct ColumnSpread(double Mean, double Unit, bool IsConstant)
{
    /// <summary>Measures.</summary>
    /// <param name="numbers">At least one, finite.</param>
    internal static ColumnSpread Of(double[] numbers)
    {
        (double least, double range) = (numbers.Min(), numbers.Max() - numbers.Min());
        if (range == 0)
        {
            // The mean of equal numbers may differ from them by rounding.
            return new ColumnSpread(least, least == 0 ? 1 : Math.Abs(least), IsConstant: true);
        }

        // Squares in units of the range neither vanish nor overflow.
        double mean = numbers.Average();
        return new ColumnSpread(mean, range * Math.Sqrt(numbers.Average(number => Math.Pow((number - mean) / range, 2))), IsConstant: false);
    }
}
