using Samovar.Compute;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Compares the score with differences of the log-density.</summary>
internal static class GradientProbe
{
    private const double Step = 1.0 / 1024;
    private const int MostCoordinates = 48;
    private const double RedShare = 0.1;

    public static IEnumerable<Finding> Examine(ITarget target, ProbePoints near)
    {
        if (near.IsConstant)
        {
            yield return new Finding(
                Severity.Red,
                "gradient",
                $"The energy is the same, {-near.LogDensity[near.Usable[0]]:0.######}, at all {near.Usable.Count} points tried.",
                "It must depend on the point.");
            yield break;
        }

        int coordinates = Math.Min(target.Dimension, MostCoordinates);
        int wrong = 0;
        int compared = 0;
        string? example = null;
        for (int column = 0; column < coordinates; column++)
        {
            double[] wide = Differences(target, near.Points, column, 2 * Step);
            double[] narrow = Differences(target, near.Points, column, Step);
            foreach (int row in near.Usable)
            {
                double expected = ((4 * narrow[row]) - wide[row]) / 3;
                if (!double.IsFinite(expected) || Math.Abs(expected) > float.MaxValue)
                {
                    continue;
                }

                compared++;
                double actual = near.Score[row, column];
                if (Math.Abs(expected - actual) > Allowed(expected, near.LogDensity[row]))
                {
                    wrong++;
                    string place = ProbePoints.Place(near.Points.Row(row));
                    example ??= $"at {place}, coordinate {column}, it is {actual:0.####} where differences give {expected:0.####}";
                }
            }
        }

        if (wrong > 0)
        {
            double share = (double)wrong / compared;
            yield return new Finding(
                share > RedShare ? Severity.Red : Severity.Amber,
                "gradient",
                $"The score differs from the slope of the log-density in {wrong} of {compared} comparisons ({share:0%}): {example}.",
                share > RedShare
                    ? "The energy is not differentiable as written: look for Detach, for comparisons used as numbers, or for a score written by hand."
                    : "The energy has kinks or jumps, or bends within a thousandth: smooth it if it can be smoothed.");
        }
    }

    private static double Allowed(double slope, double logDensity) =>
        0.01 + (0.02 * Math.Abs(slope)) + (1e-6 * Math.Abs(logDensity) / Step);

    /// <summary>Central differences, over the distance that the float coordinates really moved.</summary>
    private static double[] Differences(ITarget target, Batch points, int column, double step)
    {
        Batch above = points.Slice(0, points.Count);
        Batch below = points.Slice(0, points.Count);
        for (int row = 0; row < points.Count; row++)
        {
            above[row, column] += (float)step;
            below[row, column] -= (float)step;
        }

        double[] high = new double[points.Count];
        double[] low = new double[points.Count];
        target.LogDensity(above, high);
        target.LogDensity(below, low);
        return high.Select((value, row) => (value - low[row]) / ((double)above[row, column] - below[row, column])).ToArray();
    }
}
