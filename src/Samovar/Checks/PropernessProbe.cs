using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Looks for a direction along which the density does not decay, so that it has no finite integral.</summary>
/// <remarks>
/// On a large sphere the energy is minimised by projected gradient steps from several directions; at the best ones the energy must grow by more
/// than ln 10 when the radius grows tenfold, else the density falls no faster than 1/r along that ray. That is a doubt, as mass may lie further out; where the energy
/// falls at every tenfold step up to a million times the radius it is certain.
/// </remarks>
internal static class PropernessProbe
{
    private const string Name = "proper";
    private const string Advice = "Confine the point: add a prior (logistic regression on separable data has no posterior without one) or a quadratic term, or remove the free direction.";
    private const int RandomStarts = 24;
    private const int MostAxes = 32;
    private const int ManyDimensions = 256;
    private const int AxesOfMany = 8;
    private const int Steps = 80;
    private const double Radius = 200;
    private const double MostDecidable = 1e13;

    /// <summary>Tenfold steps outwards over which an energy must fall until it is said to fall without end.</summary>
    private const int Decades = 6;

    public static IEnumerable<Finding> Examine(ITarget target, double scale, RandomStream random, List<string> facts)
    {
        Batch directions = Starts(target.Dimension, random);
        double radius = Radius * scale;
        double[] inner = Descend(target, directions, radius);
        double[] outer = Energies(target, directions, 10 * radius);
        int worst = Enumerable.Range(0, directions.Count)
            .Where(row => double.IsFinite(inner[row]) && !double.IsNaN(outer[row]) && Decidable(inner[row], outer[row]))
            .DefaultIfEmpty(-1)
            .MinBy(row => row < 0 ? double.PositiveInfinity : outer[row] - inner[row]);
        if (worst < 0)
        {
            facts.Add($"The density is 0 everywhere that was tried on a sphere of radius {radius:0}: bounded support, or extremely light tails.");
            yield break;
        }

        double growth = outer[worst] - inner[worst];
        if (growth > Math.Log(10))
        {
            facts.Add($"Tails: along the slowest of {directions.Count} directions the energy grows {Words(inner[worst], outer[worst])}.");
            yield break;
        }

        if (FarEnd(target, directions, worst, radius) is { } end)
        {
            yield return new Finding(
                Severity.Red,
                Name,
                $"The energy falls without end along {ProbePoints.Place(directions.Row(worst))}: "
                + $"it is {ProbePoints.Number(inner[worst])} at distance {radius:0} and {ProbePoints.Number(end)} at a million times that. "
                + "The density has no finite integral, so there is nothing to sample.",
                Advice);
            yield break;
        }

        yield return new Finding(
            Severity.Amber,
            Name,
            $"The density does not decay along {ProbePoints.Place(directions.Row(worst))}: "
            + $"its energy is {ProbePoints.Number(inner[worst])} at distance {radius:0} and {ProbePoints.Number(outer[worst])} at ten times that. "
            + "It has no finite integral, so there is nothing to sample.",
            Advice);
    }

    /// <summary>The energy far out along a direction in which it falls by more than ln 10 at every tenfold step; null where it does not.</summary>
    private static double? FarEnd(ITarget target, Batch directions, int row, double radius)
    {
        Batch direction = directions.Slice(row, 1);
        double[] energies = [.. Enumerable.Range(0, Decades + 1).Select(decade => Energies(target, direction, Math.Pow(10, decade) * radius)[0])];
        return energies.Zip(energies.Skip(1), (near, far) => far <= near - Math.Log(10)).All(falls => falls) ? energies[^1] : null;
    }

    /// <summary>Whether growth shows at all: an energy beyond 10^13, as of particles that coincide, swallows what decides.</summary>
    private static bool Decidable(double inner, double outer) => outer - inner > Math.Log(10) || Math.Abs(inner) < MostDecidable;

    private static string Words(double inner, double outer)
    {
        if (double.IsPositiveInfinity(outer))
        {
            return "beyond the range of numbers";
        }

        double power = inner > 1 && outer > 1 ? Math.Log10(outer / inner) : double.NaN;
        return power is > 0.3 and < 20 ? $"like the {power:0.0}-th power of the distance"
            : outer - inner < 100 ? $"by {outer - inner:0.#} over a factor of ten, like a logarithm"
            : $"by {ProbePoints.Number(outer - inner)} over a factor of ten";
    }

    /// <summary>Both ways along the axes, then random directions; unit length.</summary>
    private static Batch Starts(int dimension, RandomStream random)
    {
        // In many dimensions an evaluation is dear and an axis is only one of many ways out.
        int axes = Math.Min(dimension, dimension > ManyDimensions ? AxesOfMany : MostAxes);
        Batch starts = new((2 * axes) + RandomStarts, dimension);
        for (int axis = 0; axis < axes; axis++)
        {
            starts[2 * axis, axis] = 1;
            starts[(2 * axis) + 1, axis] = -1;
        }

        for (int row = 2 * axes; row < starts.Count; row++)
        {
            random.FillNormal(starts.Row(row));
            Normalize(starts.Row(row));
        }

        return starts;
    }

    /// <summary>Moves directions downhill on the sphere; returns their energies. A direction keeps a move only if it gains by it.</summary>
    private static double[] Descend(ITarget target, Batch directions, double radius)
    {
        int count = directions.Count;
        double[] energy = Energies(target, directions, radius);
        Batch points = new(count, directions.Dimension);
        Batch score = new(count, directions.Dimension);
        Batch trial = new(count, directions.Dimension);
        double[] stride = Enumerable.Repeat(0.3, count).ToArray();
        for (int step = 0; step < Steps; step++)
        {
            Scale(directions, radius, points);
            target.LogDensityAndScore(points, new double[count], score);
            for (int row = 0; row < count; row++)
            {
                Move(directions.Row(row), score.Row(row), stride[row], trial.Row(row));
            }

            double[] tried = Energies(target, trial, radius);
            for (int row = 0; row < count; row++)
            {
                bool gained = tried[row] < energy[row];
                stride[row] *= gained ? 1.3 : 0.4;
                if (gained)
                {
                    energy[row] = tried[row];
                    trial.Row(row).CopyTo(directions.Row(row));
                }
            }
        }

        return energy;
    }

    private static void Move(ReadOnlySpan<float> direction, ReadOnlySpan<float> score, double stride, Span<float> trial)
    {
        double along = 0;
        for (int column = 0; column < direction.Length; column++)
        {
            along += (double)direction[column] * score[column];
        }

        double length = 0;
        for (int column = 0; column < direction.Length; column++)
        {
            trial[column] = (float)(score[column] - (along * direction[column]));
            length += (double)trial[column] * trial[column];
        }

        length = Math.Sqrt(length);
        bool usable = double.IsFinite(length) && length > 0;
        for (int column = 0; column < direction.Length; column++)
        {
            trial[column] = usable ? (float)(direction[column] + (stride * trial[column] / length)) : direction[column];
        }

        Normalize(trial);
    }

    private static double[] Energies(ITarget target, Batch directions, double radius)
    {
        Batch points = new(directions.Count, directions.Dimension);
        Scale(directions, radius, points);
        double[] energy = new double[directions.Count];
        target.LogDensity(points, energy);
        return energy.Select(value => -value).ToArray();
    }

    private static void Scale(Batch directions, double radius, Batch points)
    {
        for (int index = 0; index < points.Values.Length; index++)
        {
            points.Values[index] = (float)(radius * directions.Values[index]);
        }
    }

    private static void Normalize(Span<float> direction)
    {
        double length = 0;
        foreach (float value in direction)
        {
            length += (double)value * value;
        }

        foreach (ref float value in direction)
        {
            value = (float)(value / Math.Sqrt(length));
        }
    }
}
