using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Compares Hessian-vector products with differences of the score along random directions.</summary>
internal static class CurvatureProbe
{
    private const int MostPoints = 48;
    private const double RedShare = 0.1;

    public static IEnumerable<Finding> Examine(ITarget target, ProbePoints near, double scale, RandomStream random, List<string> facts)
    {
        if (target.Capability<IHasHessianProduct>() is not { } hessian)
        {
            facts.Add("Curvature: the target offers no Hessian-vector products.");
            yield break;
        }

        // The origin, the first point, is where particles coincide and absolute values bend: a place of no mass.
        int[] rows = [.. near.Usable.Where(row => row > 0).Where((_, index) => index % Math.Max(1, near.Usable.Count / MostPoints) == 0)];
        Batch points = Selected(near.Points, rows);
        double step = Math.Pow(2, Math.Floor(Math.Log2(Math.Min(1, scale) / 1024)));
        Batch directions = Directions(points, step, random);
        Batch products = new(rows.Length, target.Dimension);
        hessian.HessianProduct(points, directions, products);
        double[,] wide = Differences(target, points, directions, 2 * step);
        double[,] narrow = Differences(target, points, directions, step);
        (int Row, int Column, double Excess, double Expected) worst = (0, 0, 0, 0);
        int wrong = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            (int column, double excess, double expected) = Worst(products.Row(row), near.Score.Row(rows[row]), row, (narrow, wide, step));
            wrong += excess > 1 ? 1 : 0;
            worst = excess > worst.Excess ? (row, column, excess, expected) : worst;
        }

        if (wrong == 0)
        {
            facts.Add($"Curvature: Hessian-vector products agree with differences of the score at {rows.Length} points.");
            yield break;
        }

        yield return new Finding(
            wrong > RedShare * rows.Length ? Severity.Red : Severity.Amber,
            "curvature",
            $"Hessian-vector products differ from differences of the score at {wrong} of {rows.Length} points; worst at "
            + $"{ProbePoints.Place(points.Row(worst.Row))}, coordinate {worst.Column}: "
            + $"{ProbePoints.Number(products[worst.Row, worst.Column])} where differences give {ProbePoints.Number(worst.Expected)}.",
            wrong > RedShare * rows.Length
                ? "Look for Detach, or for a product written by hand."
                : "The score has kinks there: second derivatives are of no use near them.");
    }

    /// <summary>The coordinate that is furthest off; coordinates that do not matter for the length of the product may be less exact.</summary>
    private static (int Column, double Excess, double Expected) Worst(
        ReadOnlySpan<float> product, ReadOnlySpan<float> score, int row, (double[,] Narrow, double[,] Wide, double Step) differences)
    {
        double[] expected = new double[product.Length];
        double largest = 0;
        double bending = 0;
        double roughness = 0;
        for (int column = 0; column < product.Length; column++)
        {
            expected[column] = ((4 * differences.Narrow[row, column]) - differences.Wide[row, column]) / 3;
            largest = Math.Max(largest, Math.Abs(expected[column]));
            bending = Math.Max(bending, Math.Abs(differences.Narrow[row, column] - differences.Wide[row, column]));
            roughness = Math.Max(roughness, Math.Abs(score[column]));
        }

        // Scores are floats: each carries a relative error of 2^-24, and their difference is divided by the step. Where both widths disagree, the score
        // bends within them, and the extrapolation is no better than half of that.
        double allowed = 0.02 + (0.03 * largest) + (3e-7 * roughness / differences.Step) + (0.5 * bending);
        (int Column, double Excess, double Expected) worst = (0, 0, 0);
        for (int column = 0; double.IsFinite(allowed) && column < product.Length; column++)
        {
            double excess = float.IsNaN(product[column]) ? double.PositiveInfinity : Math.Abs(expected[column] - product[column]) / allowed;
            worst = excess > worst.Excess ? (column, excess, expected[column]) : worst;
        }

        return worst;
    }

    private static double[,] Differences(ITarget target, Batch points, Batch directions, double step)
    {
        Batch high = Scores(target, points, directions, step);
        Batch low = Scores(target, points, directions, -step);
        double[,] slopes = new double[points.Count, points.Dimension];
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                slopes[row, column] = ((double)high[row, column] - low[row, column]) / (2 * step);
            }
        }

        return slopes;
    }

    private static Batch Scores(ITarget target, Batch points, Batch directions, double step)
    {
        Batch moved = new(points.Count, points.Dimension);
        for (int index = 0; index < moved.Values.Length; index++)
        {
            moved.Values[index] = (float)(points.Values[index] + (step * directions.Values[index]));
        }

        Batch score = new(points.Count, points.Dimension);
        target.LogDensityAndScore(moved, new double[points.Count], score);
        return score;
    }

    private static Batch Selected(Batch points, int[] rows)
    {
        Batch selected = new(rows.Length, points.Dimension);
        for (int index = 0; index < rows.Length; index++)
        {
            points.Row(rows[index]).CopyTo(selected.Row(index));
        }

        return selected;
    }

    /// <summary>Nearly unit vectors, such that a step along them ends on floats exactly: otherwise rounding would bend them.</summary>
    private static Batch Directions(Batch points, double step, RandomStream random)
    {
        Batch directions = new(points.Count, points.Dimension);
        random.FillNormal(directions.Values);
        for (int row = 0; row < points.Count; row++)
        {
            Span<float> direction = directions.Row(row);
            double length = Math.Sqrt(direction.ToArray().Sum(value => (double)value * value));
            for (int column = 0; column < direction.Length; column++)
            {
                float end = (float)(points[row, column] + (step * direction[column] / length));
                direction[column] = (float)((end - (double)points[row, column]) / step);
            }
        }

        return directions;
    }
}
