using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>The distance of the worst column, in the table's own columns: 0 is equal, 1 is apart.</summary>
/// <remarks>Of numbers the largest difference of distribution functions (Kolmogorov and Smirnov), of categories half the sum of the differences of shares.</remarks>
[Catalogued("column-distance")]
public sealed class ColumnDistance() : HeldOutMetric("column-distance")
{
    private const int LargestChunk = 2_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random) => Compared(draws, data, LargestChunk, random, (left, right) => Of(left, right, data));

    /// <summary>The distance of the worst column for two samples.</summary>
    internal static double Of(Batch left, Batch right, DataSet data)
    {
        double[][] first = Numbers(left, data);
        double[][] second = Numbers(right, data);
        double worst = 0;
        int start = 0;
        foreach (TableColumn column in data.Layout?.Columns ?? [.. data.ColumnNames.Select(name => new TableColumn(name, ColumnKind.Number, []))])
        {
            (int place, int width) = (start, column.Width);
            worst = Math.Max(worst, column.Kind switch
            {
                ColumnKind.Constant => 0,
                ColumnKind.Category => Shares(first, place, width).Zip(Shares(second, place, width), (one, two) => Math.Abs(one - two)).Sum() / 2,
                ColumnKind.Whole => Gap(Sorted(first, row => Math.Round(row[place])), Sorted(second, row => Math.Round(row[place]))),
                _ => Gap(Sorted(first, row => row[place]), Sorted(second, row => row[place])),
            });
            start += width;
        }

        return worst;
    }

    private static double[][] Numbers(Batch points, DataSet data)
    {
        double[][] rows = new double[points.Count][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[data.Coordinates.Width];
            data.Coordinates.Undo(points.Row(row), rows[row]);
        }

        return rows;
    }

    /// <summary>Share of each category: that with the largest number wins a row.</summary>
    private static double[] Shares(double[][] rows, int start, int width)
    {
        double[] shares = new double[width];
        foreach (double[] row in rows)
        {
            shares[Enumerable.Range(0, width).MaxBy(place => row[start + place])] += 1.0 / rows.Length;
        }

        return shares;
    }

    private static double[] Sorted(double[][] rows, Func<double[], double> number) => [.. rows.Select(number).Order()];

    private static double Gap(double[] left, double[] right)
    {
        double largest = 0;
        int first = 0;
        int second = 0;
        while (first < left.Length && second < right.Length)
        {
            double value = Math.Min(left[first], right[second]);
            while (first < left.Length && left[first] == value)
            {
                first++;
            }

            while (second < right.Length && right[second] == value)
            {
                second++;
            }

            largest = Math.Max(largest, Math.Abs(((double)first / left.Length) - ((double)second / right.Length)));
        }

        return largest;
    }
}
