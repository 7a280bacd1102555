using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Tries whether a map leaves the energy of some points as it is.</summary>
internal sealed class SymmetryTrial
{
    private const int MostPoints = 32;

    private readonly ITarget target;
    private readonly Batch points;
    private readonly double[] logDensity;
    private readonly double[] allowed;

    /// <summary>Chooses the points.</summary>
    /// <param name="target">The density.</param>
    /// <param name="near">Points with at least one of finite energy.</param>
    public SymmetryTrial(ITarget target, ProbePoints near)
    {
        this.target = target;
        // The origin, which is the first point, is left alone by too many maps to tell anything.
        int[] rows = [.. near.Usable.Where(row => row > 0).Where((_, index) => index % Math.Max(1, near.Usable.Count / MostPoints) == 0)];
        points = new Batch(rows.Length, target.Dimension);
        logDensity = [.. rows.Select(row => near.LogDensity[row])];
        double middle = logDensity.Order().ElementAtOrDefault(rows.Length / 2);
        for (int index = 0; index < rows.Length; index++)
        {
            near.Points.Row(rows[index]).CopyTo(points.Row(index));
        }

        allowed = [.. rows.Select((row, index) => Allowed(near, row, Math.Abs(logDensity[index] - middle)))];
    }

    /// <summary>True if the map changes the energy of no point by more than rounding explains.</summary>
    public bool Holds(PointMap map)
    {
        Batch images = new(points.Count, points.Dimension);
        for (int row = 0; row < points.Count; row++)
        {
            map(points.Row(row), images.Row(row));
        }

        double[] moved = new double[points.Count];
        target.LogDensity(images, moved);
        return points.Count > 0 && Enumerable.Range(0, points.Count).All(row => Math.Abs(moved[row] - logDensity[row]) <= allowed[row]);
    }

    /// <summary>Rounding of the energy itself, and of the coordinates of the image, which the score carries into the energy.</summary>
    private static double Allowed(ProbePoints near, int row, double distance)
    {
        double carried = 0;
        for (int column = 0; column < near.Points.Dimension; column++)
        {
            carried += Math.Abs((double)near.Points[row, column] * near.Score[row, column]);
        }

        return (1e-5 * Math.Max(1, distance)) + (2e-7 * Math.Abs(near.LogDensity[row])) + (4e-7 * carried);
    }
}
