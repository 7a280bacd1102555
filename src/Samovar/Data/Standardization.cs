using Samovar.Compute;

namespace Samovar.Data;

/// <summary>The shift and scale that give every column mean 0 and standard deviation 1.</summary>
/// <param name="Mean">[columns] what is subtracted.</param>
/// <param name="Scale">[columns] what is divided by, positive; 1 for a constant column.</param>
public sealed record Standardization(IReadOnlyList<double> Mean, IReadOnlyList<double> Scale)
{
    /// <summary>Measures columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Which of its columns, in order.</param>
    /// <returns>Means and population standard deviations (divisor n); a constant column gets scale 1, so that it becomes 0.</returns>
    public static Standardization Of(NumericTable table, IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        double[] mean = new double[columns.Count];
        double[] scale = new double[columns.Count];
        for (int place = 0; place < columns.Count; place++)
        {
            double[] values = Enumerable.Range(0, table.Rows).Select(row => table[row, columns[place]]).ToArray();
            bool constant = values.All(value => value == values[0]);
            mean[place] = constant ? values[0] : values.Average();
            scale[place] = constant ? 1 : Math.Sqrt(values.Average(value => (value - mean[place]) * (value - mean[place])));
        }

        return new Standardization(mean, scale);
    }

    /// <summary>Standardises points in place.</summary>
    /// <param name="points">[n, columns] overwritten.</param>
    public void Apply(Batch points) => Transform(points, (value, column) => (value - Mean[column]) / Scale[column]);

    /// <summary>Brings standardised points back to their own units, in place.</summary>
    /// <param name="points">[n, columns] overwritten.</param>
    public void Undo(Batch points) => Transform(points, (value, column) => (value * Scale[column]) + Mean[column]);

    private void Transform(Batch points, Func<double, int, double> change)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Dimension != Mean.Count)
        {
            throw new ArgumentException($"The standardisation covers {Mean.Count} columns; the batch has {points.Dimension}.", nameof(points));
        }

        Span<float> values = points.Values;
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)change(values[index], index % points.Dimension);
        }
    }
}
