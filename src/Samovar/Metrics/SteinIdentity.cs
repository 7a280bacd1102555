using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The worst violation of the identities E[sᵢ] = 0 and E[(xᵢ − mᵢ) sᵢ] = −1 of the score s. 0 is perfect.</summary>
/// <remarks>
/// Needs no reference. The first kind is measured in units of the coordinate's standard deviation, so all are without dimension. Draws that are right
/// inside each mode satisfy them whatever the mode weights: missing modes are not seen. The standard error is that of the worst identity.
/// </remarks>
[Catalogued("stein-identity")]
public sealed class SteinIdentity() : Metric("stein-identity")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        (double worst, double error) = Worst(target, points);
        return double.IsFinite(worst)
            ? Measured(worst, error, TruthSample.Floor(target, points.Count, random, exact => Worst(target, exact).Value))
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
        double violation = Math.Abs(terms.Average());
        return violation <= worst.Value ? worst : (violation, Spread.ErrorOfMean(terms));
    }
}
