using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The worst absolute error of the left-hand mass over all double wells of the target. 0 is perfect.</summary>
[Catalogued("left-well-mass")]
public sealed class LeftWellMass() : Metric("left-well-mass")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasWells>() is not { } wells)
        {
            return Missing("double wells of known mass", target);
        }

        double Worst(double[] masses) => masses.Max(mass => Math.Abs(mass - wells.LeftMass));
        int count = wells.WellCoordinates.Count;
        double[] table = LeftSides(points, wells);
        return Measured(
            Worst(Spread.ColumnMeans(table, count)),
            Spread.Bootstrap(table, count, Worst, random),
            TruthSample.Floor(target, Name, points.Count, (exact, _) => Worst(Spread.ColumnMeans(LeftSides(exact, wells), count))));
    }

    /// <summary>The left-hand mass of each well.</summary>
    /// <param name="points">[n, d] draws, n at least 1.</param>
    /// <param name="wells">The wells.</param>
    /// <returns>One mass per entry of <see cref="IHasWells.WellCoordinates"/>.</returns>
    public static IReadOnlyList<double> Masses(Batch points, IHasWells wells)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(wells);
        return Spread.ColumnMeans(LeftSides(points, wells), wells.WellCoordinates.Count);
    }

    private static double[] LeftSides(Batch points, IHasWells wells)
    {
        IReadOnlyList<int> coordinates = wells.WellCoordinates;
        double[] table = new double[points.Count * coordinates.Count];
        for (int index = 0; index < table.Length; index++)
        {
            table[index] = points[index / coordinates.Count, coordinates[index % coordinates.Count]] < 0 ? 1 : 0;
        }

        return table;
    }
}
