using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Looks for numbers that are not numbers: near the origin, where training will go, and along rays far out.</summary>
internal static class FiniteProbe
{
    private const string Name = "finite";
    private const int Rays = 40;
    private static readonly double[] Radii = [1e-3, 0.01, 0.1, 1, 10, 100, 1e3, 1e4];

    /// <summary>Within this many scales a broken number is red, beyond it is amber.</summary>
    private const double NearRadius = 10;

    public static IEnumerable<Finding> Examine(ITarget target, ProbePoints near, double scale, RandomStream random)
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
                Name,
                $"The density is 0 at all {near.Points.Count} points tried around the origin.",
                "Shift and scale the target so that its mass lies around the origin.");
            yield break;
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
        }
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

    /// <summary>Nearest points first, so that the first broken one is the one that matters.</summary>
    private static Batch Along(int dimension, double scale, RandomStream random)
    {
        Batch directions = new(Rays, dimension);
        random.FillNormal(directions.Values);
        Batch points = new(Rays * Radii.Length, dimension);
        for (int row = 0; row < points.Count; row++)
        {
            ReadOnlySpan<float> direction = directions.Row(row % Rays);
            double length = Math.Sqrt(direction.ToArray().Sum(value => (double)value * value));
            for (int column = 0; column < dimension; column++)
            {
                points[row, column] = (float)(scale * Radii[row / Rays] * direction[column] / length);
            }
        }

        return points;
    }
}
