using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Looks for numbers that are not numbers: near the origin, where samplers start and training will go, and along rays and axes far out.</summary>
internal static class FiniteProbe
{
    private const string Name = "finite";
    private const string Start = "start";
    private const int Rays = 40;
    private const int MostAxes = 24;

    /// <summary>Rays along axes are a little off them: a coordinate of exactly 0 makes 0 · ∞, where every other value makes ∞.</summary>
    private const float OffAxis = 1e-3f;

    /// <summary>More than this share of points without density near the origin, and chains should not start there.</summary>
    private const double MuchEmpty = 0.1;
    private static readonly double[] Radii = [1e-3, 0.01, 0.1, 1, 10, 100, 1e3, 1e4];

    /// <summary>Within this many scales a broken number is red, beyond it is amber.</summary>
    private const double NearRadius = 10;

    public static IEnumerable<Finding> Examine(ITarget target, ProbePoints near, double scale, RandomStream random, List<string> facts)
    {
        if (First(near.Points, near.LogDensity, near.Score) is { } broken)
        {
            yield return new Finding(Severity.Red, Name, $"{broken.What} at {ProbePoints.Place(near.Points.Row(broken.Row))}.", Advice);
            yield break;
        }

        if (near.Usable.Count == 0)
        {
            yield return new Finding(
                Severity.Red,
                Start,
                $"The density is 0 at all {near.Points.Count} points tried around the origin: the energy is +∞ wherever a sampler would start.",
                "Shift and scale the target so that its mass lies around the origin.");
            yield break;
        }

        if (EmptyStart(near) is { } empty)
        {
            yield return empty;
        }

        int steep = near.Usable.Count(row => near.Score.Row(row).ToArray().Any(float.IsInfinity));
        if (steep > 0)
        {
            facts.Add($"The score exceeds the range of floats at {steep} of {near.Usable.Count} points around the origin, though the energy is finite.");
        }

        Batch points = Along(target.Dimension, scale, random);
        double[] logDensity = new double[points.Count];
        Batch score = new(points.Count, target.Dimension);
        target.LogDensityAndScore(points, logDensity, score);
        if (First(points, logDensity, score) is { } far)
        {
            double radius = Math.Sqrt(points.Row(far.Row).ToArray().Sum(value => (double)value * value));
            Severity severity = radius <= NearRadius * scale ? Severity.Red : Severity.Amber;
            yield return new Finding(severity, Name, $"{far.What} at {ProbePoints.Place(points.Row(far.Row))}, {radius:0.###} from the origin.", Advice);
            yield break;
        }

        facts.Add($"Numbers: energy and score are numbers at all {near.Points.Count + points.Count} points tried, up to {scale * Radii[^1]:0} from the origin.");
    }

    private static Finding? EmptyStart(ProbePoints near)
    {
        int empty = near.Points.Count - near.Usable.Count;
        if (empty <= MuchEmpty * near.Points.Count)
        {
            return null;
        }

        string origin = near.Usable[0] == 0 ? string.Empty : ", the origin itself among them";
        return new Finding(
            Severity.Amber,
            Start,
            $"The energy is +∞ at {empty} of {near.Points.Count} points tried around the origin{origin}: a chain that starts there has no slope to follow.",
            "Start chains where the density is positive; or shift and scale the target so that its mass lies around the origin.");
    }

    private static string Advice =>
        "A point without mass has energy +∞, never NaN. Typical causes: the logarithm or root of a negative number, 0/0, ∞ − ∞, "
        + "exp of a large number times 0.";

    /// <summary>The first row with a broken number. A score of a point of density 0 does not matter.</summary>
    private static (int Row, string What)? First(Batch points, double[] logDensity, Batch score)
    {
        for (int row = 0; row < points.Count; row++)
        {
            if (double.IsNaN(logDensity[row]))
            {
                return (row, "The energy is not a number");
            }

            if (double.IsPositiveInfinity(logDensity[row]))
            {
                return (row, "The energy is −∞");
            }

            if (double.IsFinite(logDensity[row]) && score.Row(row).ToArray().Any(float.IsNaN))
            {
                return (row, "The score is not a number, though the energy is,");
            }
        }

        return null;
    }

    /// <summary>Both ways along axes, then random directions; nearest points first, so that the first broken one is the one that matters.</summary>
    private static Batch Along(int dimension, double scale, RandomStream random)
    {
        int axes = Math.Min(dimension, MostAxes);
        int rays = (2 * axes) + Rays;
        Batch directions = new(rays, dimension);
        random.FillNormal(directions.Values);
        for (int ray = 0; ray < 2 * axes; ray++)
        {
            foreach (ref float value in directions.Row(ray))
            {
                value *= OffAxis;
            }

            directions[ray, ray / 2] = ray % 2 == 0 ? 1 : -1;
        }

        Batch points = new(rays * Radii.Length, dimension);
        for (int row = 0; row < points.Count; row++)
        {
            ReadOnlySpan<float> direction = directions.Row(row % rays);
            double length = Math.Sqrt(direction.ToArray().Sum(value => (double)value * value));
            for (int column = 0; column < dimension; column++)
            {
                points[row, column] = (float)(scale * Radii[row / rays] * direction[column] / length);
            }
        }

        return points;
    }
}
