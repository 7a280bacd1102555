using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The worst violation of the identities E[sᵢ] = 0 and E[(xᵢ − mᵢ) sᵢ] = −1 of the score s, beyond what chance explains. 0 is perfect.</summary>
/// <remarks>
/// Needs no reference. The first kind is measured in units of the coordinate's standard deviation, so all are without dimension. From each violation three of
/// its standard errors are taken away, since the largest of many would else be far from 0 for the best of draws. Draws that are right inside each mode
/// satisfy all identities whatever the mode weights: missing modes are not seen. The standard error is that of the worst identity. Where the density falls to zero at an edge at once the identities lack a boundary term, and do not apply.
/// </remarks>
[Catalogued("stein-identity")]
public sealed class SteinIdentity() : Metric("stein-identity")
{
    /// <summary>Standard errors of one identity that chance may explain; one of 64 right ones passes it in one portion of draws out of six.</summary>
    private const double Chance = 3;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (HardEdge.Reason(target, points) is { } edge)
        {
            return NotApplicable(edge);
        }

        (double worst, double error) = Worst(target, points);
        return double.IsFinite(worst)
            ? Measured(worst, error, TruthSample.Floor(target, Name, points.Count, (exact, _) => Worst(target, exact).Value))
            : NotApplicable("the score is not finite at some draws");
    }

    private static (double Value, double Error) Worst(ITarget target, Batch points)
    {
        Batch score = new(points.Count, target.Dimension);
        target.LogDensityAndScore(points, new double[points.Count], score);
        (double Value, double Error) worst = (0, 0);
        for (int column = 0; column < target.Dimension; column++)
        {
            double[] positions = Enumerable.Range(0, points.Count).Select(row => (double)points[row, column]).ToArray();
            double mean = positions.Average();
            double scale = Spread.Deviation(positions);
            worst = Larger(worst, positions.Select((_, row) => scale * score[row, column]).ToArray());
            worst = Larger(worst, positions.Select((position, row) => 1 + ((position - mean) * score[row, column])).ToArray());
        }

        return worst;
    }

    private static (double Value, double Error) Larger((double Value, double Error) worst, double[] terms)
    {
        double error = Spread.ErrorOfMean(terms);
        double violation = Math.Max(0, Math.Abs(terms.Average()) - (Chance * error));
        bool worse = violation > worst.Value || (violation == worst.Value && error > worst.Error) || double.IsNaN(violation);
        return worse && double.IsFinite(worst.Value) ? (violation, error) : worst;
    }
}
