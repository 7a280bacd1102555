using Samovar.Compute;

namespace Samovar.Cli.Reports;

/// <summary>Where numbers lie, for choosing what a chart shows.</summary>
internal static class Spread
{
    private const double Tail = 0.002;

    /// <summary>A coordinate of all points.</summary>
    internal static double[] Column(Batch points, int column)
    {
        double[] values = new double[points.Count];
        for (int row = 0; row < points.Count; row++)
        {
            values[row] = points[row, column];
        }

        return values;
    }

    /// <summary>The range that holds all but the outermost 0.2 % on each side of each sample, with a little air.</summary>
    /// <param name="samples">Samples to cover together; empty ones and numbers that are not finite are left out.</param>
    internal static (double Least, double Most) Range(params IReadOnlyList<double>[] samples)
    {
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        foreach (IReadOnlyList<double> sample in samples)
        {
            double[] sorted = [.. sample.Where(double.IsFinite).Order()];
            if (sorted.Length > 0)
            {
                least = Math.Min(least, sorted[(int)(Tail * (sorted.Length - 1))]);
                most = Math.Max(most, sorted[(int)Math.Ceiling((1 - Tail) * (sorted.Length - 1))]);
            }
        }

        if (least > most)
        {
            return (0, 1);
        }

        double air = most > least ? 0.06 * (most - least) : Math.Max(0.5, 0.05 * Math.Abs(most));
        return (least - air, most + air);
    }

    /// <summary>Share of numbers outside a range, those that are not finite included.</summary>
    internal static double Outside(IReadOnlyList<double> values, (double Least, double Most) range) =>
        values.Count == 0 ? 0 : values.Count(value => !(value >= range.Least && value <= range.Most)) / (double)values.Count;
}
