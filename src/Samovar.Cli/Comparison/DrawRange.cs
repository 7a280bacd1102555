using Samovar.MarkovChains.Diagnostics;

namespace Samovar.Cli.Comparison;

/// <summary>Numbers of draws.</summary>
/// <param name="From">The smallest, at least 1.</param>
/// <param name="To">The largest; infinite where there is none.</param>
internal readonly record struct DrawRange(double From, double To)
{
    /// <summary>The numbers of draws at which seeds do not tell which of two methods is cheaper: the 95 % interval of their break-even.</summary>
    /// <remarks>
    /// n draws cost D(n) = Δ + δn more with the one than with the other; both are means over seeds, and their covariance is known from the scatter between seeds. Where
    /// |D(n)| is within t standard errors of 0 the sign of D(n) is not known. That is a quadratic inequality, whose solution may have no upper end, or be in two pieces: a
    /// ratio whose denominator may be 0 has no better interval. t is Student's for the fewer seeds less one, which errs on the wide side of Welch's degrees of freedom.
    /// Source: Fieller, 1954, Journal of the Royal Statistical Society B 16, 175-185.
    /// </remarks>
    /// <param name="trained">Training, and each draw after it.</param>
    /// <param name="rival">Warm-up, and each effective draw after it.</param>
    /// <returns>At most two ranges, rounded outwards; none where one is surely cheaper at every number; null where either has one seed, which has no scatter.</returns>
    internal static IReadOnlyList<DrawRange>? Undecided(DrawCosts trained, DrawCosts rival)
    {
        int seeds = Math.Min(trained.Seeds.Count, rival.Seeds.Count);
        if (seeds < 2)
        {
            return null;
        }

        double once = trained.Mean.Once - rival.Mean.Once;
        double each = trained.Mean.Each - rival.Mean.Each;
        double width = Math.Pow(StudentQuantile.Of95Percent(seeds - 1), 2);
        ((double Once, double Both, double Each) own, (double Once, double Both, double Each) other) = (trained.Covariance, rival.Covariance);
        return Solve(
            (each * each) - (width * (own.Each + other.Each)), (once * each) - (width * (own.Both + other.Both)), (once * once) - (width * (own.Once + other.Once)));
    }

    /// <summary>Where a·n² + 2b·n + c ≤ 0, among numbers from 1 on.</summary>
    private static IReadOnlyList<DrawRange> Solve(double a, double b, double c)
    {
        if (a == 0)
        {
            return b == 0 ? (c <= 0 ? Kept([(1, double.PositiveInfinity)]) : [])
                : Kept([b > 0 ? (double.NegativeInfinity, -c / (2 * b)) : (-c / (2 * b), double.PositiveInfinity)]);
        }

        double discriminant = (b * b) - (a * c);
        if (a < 0 && discriminant <= 0)
        {
            return Kept([(1, double.PositiveInfinity)]);
        }

        // With a > 0 the mean break-even itself solves the inequality, so a negative discriminant is rounding.
        double root = Math.Sqrt(Math.Max(discriminant, 0));
        (double low, double high) = ((-b - root) / a, (-b + root) / a);
        return a > 0 ? Kept([(low, high)]) : Kept([(double.NegativeInfinity, high), (low, double.PositiveInfinity)]);
    }

    private static IReadOnlyList<DrawRange> Kept(IEnumerable<(double From, double To)> ranges) =>
        [.. ranges.Where(range => range.To >= 1).Select(range => new DrawRange(Math.Max(1, Math.Floor(range.From)), Math.Ceiling(range.To)))];
}
