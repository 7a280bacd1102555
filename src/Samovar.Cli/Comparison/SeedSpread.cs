using Samovar.MarkovChains.Diagnostics;

namespace Samovar.Cli.Comparison;

/// <summary>A quantity over independent runs.</summary>
/// <param name="Count">Number of runs n, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Highest">The highest value.</param>
/// <param name="HalfWidth">Half-width of the 95 % interval of the mean, t · s/√n; NaN for one run. It takes runs for a sample of a normal law, which few runs cannot show.</param>
internal sealed record SeedSpread(int Count, double Mean, double Lowest, double Highest, double HalfWidth)
{
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
        double width = values.Count == 1 ? double.NaN : StudentQuantile.Of95Percent(values.Count - 1) * Math.Sqrt(variance / values.Count);
        return new SeedSpread(values.Count, mean, values.Min(), values.Max(), width);
    }
}
