using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when a column of the draws is spread otherwise than that of held-out rows.</summary>
[Catalogued("columns")]
public sealed class ColumnCheck : IRunCheck
{
    private const double Amber = 0.1;
    private const double Red = 0.3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("column-distance") is { Floor: { } floor } distance && MeasurementLookup.Grade(distance.Value - floor, Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity, "columns",
                $"The worst column differs from held-out rows by {distance.Value:0.###} (training rows differ by {floor:0.###}; 1 is apart).",
                "Look at the columns in the report; train longer, or learn from more rows.");
        }
    }
}
