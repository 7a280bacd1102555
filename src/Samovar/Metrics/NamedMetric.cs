using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>What metrics share: a name, and answers that hold finite numbers alone.</summary>
/// <param name="name">Name in kebab-case, as in metrics.json.</param>
public abstract class NamedMetric(string name)
{
    /// <summary>Name in kebab-case, as in metrics.json.</summary>
    public string Name { get; } = name;

    /// <summary>A number; no number, with a reason, where the value or the floor is not finite or the standard error is infinite.</summary>
    /// <param name="value">The value.</param>
    /// <param name="standardError">Its standard error; NaN where none is known.</param>
    /// <param name="floor">What true draws would get, or null.</param>
    /// <param name="floorError">Standard error of the floor: 0 where it is known exactly, null or NaN where its error is not known.</param>
    protected Measurement Measured(double value, double standardError, double? floor = null, double? floorError = 0) => Answer(Name, value, standardError, floor, floorError);

    /// <summary>The same for a number of any name.</summary>
    internal static Measurement Answer(string name, double value, double standardError, double? floor = null, double? floorError = 0) =>
        !double.IsFinite(value) ? new Measurement.NotApplicable(name, "its value is not a finite number")
        : double.IsInfinity(standardError) ? new Measurement.NotApplicable(name, "its standard error is infinite")
        : floor is { } due && !double.IsFinite(due) ? new Measurement.NotApplicable(name, "true draws get no finite number, so there is nothing to hold the value beside")
        : new Measurement.Measured(name, value, standardError, floor) { FloorError = floor is not null && floorError is { } error && double.IsFinite(error) ? error : null };

    /// <summary>A number beside a floor that was measured, or none.</summary>
    private protected Measurement Measured(double value, double standardError, NoiseFloor? floor) => floor is { Lost: > 0 } lost
        ? NotApplicable($"{lost.Lost} of {lost.Comparisons} comparisons of true draws with true ones gave no finite number, so there is nothing to hold the value beside")
        : Measured(value, standardError, floor?.Value, floor?.StandardError);

    /// <summary>Why draws cannot be measured at all: too few, or coordinates that are not finite; null where they can.</summary>
    /// <param name="draws">[n, d].</param>
    private protected Measurement? Unfit(Batch draws)
    {
        if (draws.Count < 2)
        {
            return NotApplicable($"needs at least 2 draws, and there {(draws.Count == 1 ? "is 1" : "are none")}");
        }

        int broken = CountNotFinite(draws);
        return broken > 0 ? NotApplicable($"{broken} of {draws.Count} draws hold a coordinate that is not a finite number") : null;
    }

    /// <summary>No number, for a reason.</summary>
    /// <param name="reason">Why; a sentence.</param>
    protected Measurement NotApplicable(string reason) => new Measurement.NotApplicable(Name, reason);

    private static int CountNotFinite(Batch points)
    {
        int broken = 0;
        for (int row = 0; row < points.Count; row++)
        {
            foreach (float value in points.Row(row))
            {
                if (!float.IsFinite(value))
                {
                    broken++;
                    break;
                }
            }
        }

        return broken;
    }
}
