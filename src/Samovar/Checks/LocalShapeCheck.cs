using Samovar.Runs;

namespace Samovar.Checks;

/// <summary>Says when draws lie beside the true ones within modes, or are wider or narrower there.</summary>
/// <remarks>A quarter of a deviation and a whole one are the limits of <see cref="EnergyShiftCheck"/> too; widths may be off by a tenth and by a half.</remarks>
[Catalogued("local-shape")]
public sealed class LocalShapeCheck : IRunCheck
{
    private const double AmberShift = 0.25;
    private const double RedShift = 1;
    private const double AmberSpread = 0.1;
    private const double RedSpread = 0.5;

    private const string Trained = "Train longer. Refinement steps when sampling (--refine) mend shapes, as modes need not be left for that.";
    private const string Direct = "Chains move too little within a mode: take more scans or moves.";
    private const string Rows = "Train longer, or learn from more rows. Where draws are too wide, sd-flow may end at less noise (--last-noise).";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Find("local-shift") is { } shift && shift.Excess() is { Certain: true } beside && MeasurementLookup.Grade(beside.Value, AmberShift, RedShift) is { } moved)
        {
            yield return new Finding(
                moved, "local-shape", $"Within regions draws lie beside the true ones, by {shift.Words()} of their deviations.", run.Fitting(Trained, Trained, Direct, Rows));
        }

        if (run.Find("local-spread") is { } spread && (spread with { Value = Math.Abs(spread.Value) }).Excess() is { Certain: true } off && MeasurementLookup.Grade(off.Value, AmberSpread, RedSpread) is { } wide)
        {
            yield return new Finding(
                wide,
                "local-shape",
                $"Within regions draws are {(spread.Value > 0 ? "wider" : "narrower")} than true ones, by a factor of {Math.Exp(spread.Value):0.00} (its logarithm: {spread.Words()}).",
                run.Fitting(Trained, Trained, Direct, Rows));
        }
    }
}
