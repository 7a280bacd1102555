namespace Samovar.Cli.Comparison;

/// <summary>A quantity over independent runs.</summary>
/// <param name="Count">Number of runs n, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Highest">The highest value.</param>
/// <param name="HalfWidth">Half-width of the 95 % interval of the mean, t · s/√n; NaN for one run. It takes runs for a sample of a normal law, which few runs cannot show.</param>
internal sealed record SeedSpread(int Count, double Mean, double Lowest, double Highest, double HalfWidth)
{
    /// <summary>0.975 quantiles of Student's t for 1 to 10 degrees of freedom. Source: Abramowitz and Stegun, table 26.10.</summary>
    private static readonly double[] Quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

    /// <summary>Sums up values.</summary>
    /// <param name="values">[n] one value per run.</param>
    /// <returns>The spread, or null where there is no value.</returns>
    internal static SeedSpread? Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        double mean = values.Average();
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        double width = values.Count == 1 ? double.NaN : Quantile(values.Count - 1) * Math.Sqrt(variance / values.Count);
        return new SeedSpread(values.Count, mean, values.Min(), values.Max(), width);
    }

    /// <summary>Beyond the table, Fisher's expansion to second order, off by less than 0.001.</summary>
    private static double Quantile(int degrees)
    {
        const double Normal = 1.959964;
        return degrees <= Quantiles.Length
            ? Quantiles[degrees - 1]
            : Normal + ((Math.Pow(Normal, 3) + Normal) / (4 * degrees)) + (((5 * Math.Pow(Normal, 5)) + (16 * Math.Pow(Normal, 3)) + (3 * Normal)) / (96.0 * degrees * degrees));
    }
}
