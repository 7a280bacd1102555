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
    /// <param name="floorError">Standard error of the floor; null or NaN where it has none.</param>
    protected Measurement Measured(double value, double standardError, double? floor = null, double? floorError = null) =>
        !double.IsFinite(value) ? NotApplicable("its value is not a finite number")
        : double.IsInfinity(standardError) ? NotApplicable("its standard error is infinite")
        : floor is { } due && !double.IsFinite(due) ? NotApplicable("true draws get no finite number, so there is nothing to hold the value beside")
        : new Measurement.Measured(Name, value, standardError, floor) { FloorError = floorError is { } error && double.IsFinite(error) ? error : null };

    /// <summary>A number beside a floor that was measured, or none.</summary>
    private protected Measurement Measured(double value, double standardError, NoiseFloor? floor) => floor is { Lost: > 0 } lost
        ? NotApplicable($"{lost.Lost} of {lost.Comparisons} comparisons of true draws with true ones gave no finite number, so there is nothing to hold the value beside")
        : Measured(value, standardError, floor?.Value, floor?.StandardError);

    /// <summary>No number, for a reason.</summary>
    /// <param name="reason">Why; a sentence.</param>
    protected Measurement NotApplicable(string reason) => new Measurement.NotApplicable(Name, reason);
}
