using Samovar.Compute;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Compares the score with differences of the log-density, coordinate by coordinate, in double precision.</summary>
/// <remarks>
/// Central differences at two widths, extrapolated to width 0 (Richardson), so that the error of the differences is of fourth order. In many dimensions
/// each coordinate is compared at fewer points, other ones for each, so that none is left out.
/// </remarks>
internal static class GradientProbe
{
    private const string Name = "gradient";
    private const int Comparisons = 4_656;
    private const int LeastPerCoordinate = 2;
    private const int PairsPerBatch = 1_024;
    private const double RedShare = 0.1;

    /// <summary>A point and a coordinate, with both derivatives; an excess above 1 is more than differences can err.</summary>
    private readonly record struct Comparison(int Row, int Column, double Difference, double Score, double Excess);

    public static IEnumerable<Finding> Examine(ITarget target, ProbePoints near, double scale, List<string> facts)
    {
        if (near.IsConstant)
        {
            yield return new Finding(
                Severity.Red,
                Name,
                $"The energy is the same, {-near.LogDensity[near.Usable[0]]:0.######}, at all {near.Usable.Count} points tried.",
                "It must depend on the point.");
            yield break;
        }

        Comparison[] compared = [.. Pairs(near, target.Dimension).Chunk(PairsPerBatch).SelectMany(pairs => Compare(target, near, pairs, scale))];
        if (compared.Length == 0)
        {
            yield break;
        }

        Comparison worst = compared.MaxBy(comparison => comparison.Excess);
        string place = $"at {ProbePoints.Place(near.Points.Row(worst.Row))}, coordinate {worst.Column}";
        Comparison[] wrong = [.. compared.Where(comparison => comparison.Excess > 1)];
        if (wrong.Length == 0)
        {
            facts.Add(
                $"Score: agrees with differences of the log-density in {compared.Length} comparisons along {target.Dimension} coordinates; "
                + $"least well {place}, {ProbePoints.Number(worst.Score)} against {ProbePoints.Number(worst.Difference)}.");
            yield break;
        }

        double share = (double)wrong.Length / compared.Length;
        int columns = wrong.Select(comparison => comparison.Column).Distinct().Count();
        yield return new Finding(
            share > RedShare ? Severity.Red : Severity.Amber,
            Name,
            $"The score differs from the slope of the log-density in {wrong.Length} of {compared.Length} comparisons ({share:0%}), along {columns} of "
            + $"{target.Dimension} coordinates; worst {place}: "
            + $"it is {ProbePoints.Number(worst.Score)} where differences give {ProbePoints.Number(worst.Difference)}.",
            share > RedShare
                ? "The energy is not differentiable as written: look for Detach, for comparisons used as numbers, or for a score written by hand."
                : "The energy has kinks or jumps, or bends within a thousandth: smooth it if it can be smoothed.");
    }

    private static IEnumerable<(int Row, int Column)> Pairs(ProbePoints near, int dimension)
    {
        int each = Math.Clamp(Comparisons / dimension, Math.Min(LeastPerCoordinate, near.Usable.Count), near.Usable.Count);
        for (int index = 0; index < each * dimension; index++)
        {
            yield return (near.Usable[index % near.Usable.Count], index / each);
        }
    }

    private static IEnumerable<Comparison> Compare(ITarget target, ProbePoints near, (int Row, int Column)[] pairs, double scale)
    {
        double step = Math.Min(1, scale) / 1024;
        double[] wide = Differences(target, near.Points, pairs, 2 * step);
        double[] narrow = Differences(target, near.Points, pairs, step);
        for (int index = 0; index < pairs.Length; index++)
        {
            (int row, int column) = pairs[index];
            double difference = ((4 * narrow[index]) - wide[index]) / 3;
            double score = near.Score[row, column];
            // A step may leave the support, and slopes may leave the range of the score's floats.
            if (double.IsFinite(difference) && Math.Abs(difference) <= float.MaxValue)
            {
                // Where both widths disagree, the energy bends within them, and the extrapolation is no better than half of that.
                double bending = 0.5 * Math.Abs(narrow[index] - wide[index]);
                double allowed = 0.01 + (0.02 * Math.Abs(difference)) + (1e-7 * Math.Abs(near.LogDensity[row]) / step) + bending;
                yield return new Comparison(row, column, difference, score, double.IsNaN(score) ? double.PositiveInfinity : Math.Abs(difference - score) / allowed);
            }
        }
    }

    /// <summary>Central differences, over the distance that the float coordinates really moved.</summary>
    private static double[] Differences(ITarget target, Batch points, (int Row, int Column)[] pairs, double step)
    {
        (double[] high, float[] above) = Moved(target, points, pairs, (float)step);
        (double[] low, float[] below) = Moved(target, points, pairs, -(float)step);
        return [.. high.Select((value, index) => (value - low[index]) / ((double)above[index] - below[index]))];
    }

    private static (double[] LogDensity, float[] Coordinates) Moved(ITarget target, Batch points, (int Row, int Column)[] pairs, float step)
    {
        Batch moved = new(pairs.Length, points.Dimension);
        float[] coordinates = new float[pairs.Length];
        for (int index = 0; index < pairs.Length; index++)
        {
            (int row, int column) = pairs[index];
            points.Row(row).CopyTo(moved.Row(index));
            coordinates[index] = moved[index, column] += step;
        }

        double[] logDensity = new double[pairs.Length];
        target.LogDensity(moved, logDensity);
        return (logDensity, coordinates);
    }
}
