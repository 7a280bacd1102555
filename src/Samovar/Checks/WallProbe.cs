using Samovar.Compute;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Looks for hard walls: places where the energy jumps to +∞ from a value at which there is mass.</summary>
/// <remarks>
/// Bisects segments from points with a density to points without. A density that vanishes at the edge of its support, as methods that train by scores need it, falls on the last
/// thousandth of the way; one that ends at a wall does not.
/// </remarks>
internal static class WallProbe
{
    private const int MostSegments = 32;
    private const int Halvings = 20;

    /// <summary>Share of a segment before the wall over which the log-density is looked at, a thousand times as long as the bisection is sharp.</summary>
    private const double Approach = 1.0 / 1024;

    /// <summary>Fall of the log-density on the approach, in nats, from which the density vanishes: one that does so like a small power p of the distance falls by 7p.</summary>
    private const double Fall = 1;

    /// <summary>Nats below the highest point, beside one for each coordinate, beyond which a wall meets no mass.</summary>
    private const double Depth = 10;

    public static IEnumerable<Finding> Examine(ITarget target, ProbePoints near)
    {
        int[] empty = [.. Enumerable.Range(0, near.Points.Count).Where(row => double.IsNegativeInfinity(near.LogDensity[row])).Take(MostSegments)];
        if (empty.Length == 0)
        {
            yield break;
        }

        int[] inside = [.. empty.Select((_, segment) => near.Usable[segment * 7 % near.Usable.Count])];
        double[] reached = Bisect(target, near.Points, inside, empty);
        Batch walls = Between(near.Points, inside, empty, reached);
        double[] there = LogDensities(target, walls);
        double[] before = LogDensities(target, Between(near.Points, inside, empty, [.. reached.Select(share => Math.Max(0, share - Approach))]));
        double least = near.Usable.Max(row => near.LogDensity[row]) - Depth - target.Dimension;
        int[] hard = [.. Enumerable.Range(0, empty.Length).Where(segment => reached[segment] > Approach && there[segment] > least && before[segment] - there[segment] < Fall)];
        if (hard.Length > 0)
        {
            int worst = hard.MaxBy(segment => there[segment]);
            yield return new Finding(
                Severity.Amber,
                "wall",
                $"The energy jumps from {ProbePoints.Number(-there[worst])} to +∞ at {ProbePoints.Place(walls.Row(worst))}, where the density does not vanish.",
                "Methods that train do not learn such a wall, as the slope of the energy knows nothing of it. Map the support to the whole space, or draw without training.");
        }
    }

    /// <summary>How far along each segment there is a density, to a millionth of the way.</summary>
    private static double[] Bisect(ITarget target, Batch points, int[] inside, int[] outside)
    {
        double[] low = new double[inside.Length];
        double[] high = [.. inside.Select(_ => 1.0)];
        for (int halving = 0; halving < Halvings; halving++)
        {
            double[] middle = [.. low.Zip(high, (from, to) => 0.5 * (from + to))];
            double[] found = LogDensities(target, Between(points, inside, outside, middle));
            for (int segment = 0; segment < found.Length; segment++)
            {
                (double.IsFinite(found[segment]) ? low : high)[segment] = middle[segment];
            }
        }

        return low;
    }

    private static Batch Between(Batch points, int[] from, int[] to, double[] shares)
    {
        Batch between = new(from.Length, points.Dimension);
        for (int segment = 0; segment < from.Length; segment++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                between[segment, column] = (float)(points[from[segment], column] + (shares[segment] * ((double)points[to[segment], column] - points[from[segment], column])));
            }
        }

        return between;
    }

    private static double[] LogDensities(ITarget target, Batch points)
    {
        double[] logDensity = new double[points.Count];
        target.LogDensity(points, logDensity);
        return logDensity;
    }
}
