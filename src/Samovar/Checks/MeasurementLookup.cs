using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Finds measurements of a run and puts them into words.</summary>
internal static class MeasurementLookup
{
    /// <summary>The number that a metric gave, or null.</summary>
    public static Measurement.Measured? Find(this Run run, string metric) =>
        run.Measurements.OfType<Measurement.Measured>().FirstOrDefault(measured => measured.Name == metric);

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
