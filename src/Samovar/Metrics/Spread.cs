using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>Standard errors.</summary>
internal static class Spread
{
    private const int Resamples = 60;

    /// <summary>Standard deviation with divisor n − 1; NaN for fewer than two numbers.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
        {
            return double.NaN;
        }

        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>Standard error of the mean of independent numbers.</summary>
    public static double ErrorOfMean(IReadOnlyCollection<double> values) => Deviation(values) / Math.Sqrt(values.Count);

    /// <summary>Standard error of a share of independent draws that is small or 0: of none the error is bounded by one draw more than was seen.</summary>
    /// <param name="share">The share, in [0, 1].</param>
    /// <param name="draws">Number of draws, at least 1.</param>
    public static double ErrorOfShare(double share, int draws) => Math.Sqrt(Math.Max(share, 1.0 / draws) * (1 - Math.Min(share, 0.5)) / draws);

    /// <summary>Column means of a table.</summary>
    /// <param name="table">[rows × columns] row-major.</param>
    /// <param name="columns">Number of columns.</param>
    public static double[] ColumnMeans(double[] table, int columns)
    {
        double[] means = new double[columns];
        int rows = table.Length / columns;
        for (int row = 0; row < rows; row++)
        {
            AddRow(means, table, row);
        }

        return Scale(means, rows);
    }

    /// <summary>Bootstrap error of a function of the column means of a table.</summary>
    /// <param name="table">[rows × columns] row-major, one row per draw.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="statistic">The function.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static double Bootstrap(double[] table, int columns, Func<double[], double> statistic, RandomStream random)
    {
        int rows = table.Length / columns;
        double[] values = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            double[] means = new double[columns];
            for (int pick = 0; pick < rows; pick++)
            {
                AddRow(means, table, random.NextInt(rows));
            }

            values[resample] = statistic(Scale(means, rows));
        }

        return Deviation(values);
    }

    private static void AddRow(double[] sums, double[] table, int row)
    {
        ReadOnlySpan<double> values = table.AsSpan(row * sums.Length, sums.Length);
        for (int column = 0; column < sums.Length; column++)
        {
            sums[column] += values[column];
        }
    }

    private static double[] Scale(double[] sums, int rows)
    {
        for (int column = 0; column < sums.Length; column++)
        {
            sums[column] /= rows;
        }

        return sums;
    }
}
