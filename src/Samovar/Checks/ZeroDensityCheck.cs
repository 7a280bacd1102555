using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws lie where the target has no mass at all.</summary>
[Catalogued("zero-density")]
public sealed class ZeroDensityCheck : IRunCheck
{
    // One such draw is a defect, but a few in ten thousand change no mean; every mean of an energy is lost with the first.
    private const double Amber = 0.001;
    private const double Red = 0.01;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("zero-density") is { } impossible && MeasurementLookup.Grade(impossible.Value, Amber, Red) is { } severity)
        {
            yield return new Finding(
                severity,
                "zero-density",
                $"{impossible.Value:0.0%} of the draws have density zero, as their energy is +∞ or no number: {impossible.Words()}.",
                "The target never has such draws, and has no score there that could be followed. "
                + run.Fitting(
                    "Write the energy in coordinates without an edge, such as the logarithm of what must be positive, and train again.",
                    "They have no weight (--weighted); or write the energy in coordinates without an edge, such as the logarithm of what must be positive, and train again.",
                    "Start the method where the target has mass, or write the energy in coordinates without an edge, such as the logarithm of what must be positive."));
        }
    }
}
