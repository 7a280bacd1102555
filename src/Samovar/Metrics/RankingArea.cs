namespace Samovar.Metrics;

/// <summary>How well a score tells two groups apart: the probability that one of the first group scores lower than one of the second, ties counting half.</summary>
/// <remarks>Standard error from placement values: DeLong, DeLong and Clarke-Pearson, 1988, Biometrics 44.</remarks>
internal static class RankingArea
{
    /// <summary>The area under the ranking curve.</summary>
    /// <param name="lower">Scores that should be low, at least two.</param>
    /// <param name="higher">Scores that should be high, at least two.</param>
    public static (double Area, double StandardError) Of(double[] lower, double[] higher)
    {
        double[] above = Placements(lower, higher);
        double[] below = Placements(higher, lower);
        double error = Math.Sqrt(Math.Pow(Spread.ErrorOfMean(above), 2) + Math.Pow(Spread.ErrorOfMean(below), 2));
        return (above.Average(), error);
    }

    /// <summary>Of every score the share of the others that are above it.</summary>
    private static double[] Placements(double[] scores, double[] others)
    {
        double[] sorted = [.. others.Order()];
        return [.. scores.Select(score => (sorted.Length - (0.5 * (Count(sorted, score, orEqual: true) + Count(sorted, score, orEqual: false)))) / sorted.Length)];
    }

    /// <summary>How many sorted numbers are below another one, or equal to it.</summary>
    private static int Count(double[] sorted, double value, bool orEqual)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool counts = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = counts ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
