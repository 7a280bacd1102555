using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Finds measurements of a run and puts them into words.</summary>
internal static class MeasurementLookup
{
    /// <summary>The number that a metric gave, or null.</summary>
    public static Measurement.Measured? Find(this Run run, string metric) =>
        run.Measurements.OfType<Measurement.Measured>().FirstOrDefault(measured => measured.Name == metric);

    /// <summary>What a path sampler told of its draws under a name; null for other methods, which tell it in their own findings, and where it is not a number.</summary>
    public static double? Told(this Run run, string diagnostic) =>
        !run.Plan.IsDirect && run.Sampling?.Diagnostics.FirstOrDefault(told => told.Name == diagnostic) is { } found && !double.IsNaN(found.Value) ? found.Value : null;

    /// <summary>The advice that fits who made the draws: a one-step generator, a sampler with weighted paths, a method that draws without training, or one that learned from rows, whose draws
    /// cannot be refined.</summary>
    public static string Fitting(this Run run, string generator, string paths, string direct, string? rows = null) =>
        rows is not null && run.LearnsRows() ? rows : run.Plan.IsDirect ? direct : run.Sampling is not null ? paths : generator;

    /// <summary>Whether the method went from hot to cold itself, so that its own diagnostics speak of modes.</summary>
    public static bool Tempers(this Run run) =>
        run.Plan.IsDirect && run.Sampling?.Diagnostics.Any(told => told.Name is "communication-barrier" or "island-spread" or "temperature-steps") == true;

    /// <summary>Whether the run learned from rows, and not from an energy.</summary>
    public static bool LearnsRows(this Run run) => run.Measurements.Any(measurement => measurement.Name == "column-distance");

    /// <summary>How far a number lies above its floor, and whether that is beyond chance: more than three of its errors.</summary>
    public static (double Value, bool Certain) Excess(this Measurement.Measured measured)
    {
        double excess = measured.Value - (measured.Floor ?? 0);
        return (excess, !(excess <= 3 * measured.StandardError));
    }

    /// <summary>"0.123 ± 0.004 (exact draws: 0.020)".</summary>
    public static string Words(this Measurement.Measured measured)
    {
        string error = double.IsNaN(measured.StandardError) ? "" : $" ± {measured.StandardError:0.0###}";
        string floor = measured.Floor is { } value ? $" (exact draws: {value:0.0###})" : "";
        return $"{measured.Value:0.0###}{error}{floor}";
    }

    /// <summary>How serious a number is, given two limits; null below both.</summary>
    public static Severity? Grade(double value, double amber, double red) =>
        value > red ? Severity.Red : value > amber ? Severity.Amber : null;
}
