using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>Whether draws are copies: their median distance to the nearest training row, over the same of held-out rows. 1 is good, 0 is copied.</summary>
[Catalogued("novelty")]
public sealed class Novelty() : HeldOutMetric("novelty")
{
    private const int MostDraws = 500;
    private const int Resamples = 60;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(random);
        if (data.IsEndless)
        {
            return NotApplicable($"'{data.Name}' never shows a row twice, so there is nothing to copy");
        }

        double[] own = Distances(draws.Slice(0, Math.Min(draws.Count, MostDraws)), data.Training);
        double[] heldOut = Distances(data.DrawHeldOut(MostDraws, random), data.Training);
        double scale = Median(heldOut);
        if (scale == 0)
        {
            return NotApplicable("most held-out rows are equal to a training row, so that copies cannot be told apart");
        }

        double[] resampled = [.. Enumerable.Range(0, Resamples).Select(_ => Median(Resampled(own, random)) / Median(Resampled(heldOut, random)))];
        return Measured(Median(own) / scale, Spread.Deviation([.. resampled.Where(double.IsFinite)]), 1);
    }

    private static double[] Distances(Batch points, Batch rows)
    {
        double[] nearest = new double[points.Count];
        for (int point = 0; point < points.Count; point++)
        {
            nearest[point] = double.PositiveInfinity;
            for (int row = 0; row < rows.Count; row++)
            {
                double squared = 0;
                for (int column = 0; column < rows.Dimension; column++)
                {
                    squared += ((double)points[point, column] - rows[row, column]) * ((double)points[point, column] - rows[row, column]);
                }

                nearest[point] = Math.Min(nearest[point], squared);
            }

            nearest[point] = Math.Sqrt(nearest[point]);
        }

        return nearest;
    }

    private static double[] Resampled(double[] values, RandomStream random) => [.. values.Select(_ => values[random.NextInt(values.Length)])];

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
