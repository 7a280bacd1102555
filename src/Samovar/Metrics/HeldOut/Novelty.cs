using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>Whether draws are copies: their median distance to the nearest training row, over the same of held-out rows. 1 is good, 0 is copied.</summary>
/// <remarks>The error is that of the draws; that of the held-out median, which is the same for all draws and large where there are few rows, is the error of the floor.</remarks>
[Catalogued("novelty")]
public sealed class Novelty() : HeldOutMetric("novelty")
{
    private const int MostDraws = 500;
    private const int LeastDraws = 50;
    private const int Resamples = 60;

    /// <summary>Held-out rows below which their own scatter is not known.</summary>
    private const int LeastRows = 5;

    /// <summary>Numbers to compare; of tables with more, fewer draws are looked up, and the standard error grows.</summary>
    private const long MostWork = 1_000_000_000;

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

        if (data.HeldOut.Count < LeastRows)
        {
            return NotApplicable($"needs at least {LeastRows} held-out rows to know how far from training rows others lie, and there are {data.HeldOut.Count}");
        }

        int most = (int)Math.Clamp(MostWork / ((long)data.Training.Count * data.Dimension), LeastDraws, MostDraws);
        double[] own = Distances(draws.Slice(0, Math.Min(draws.Count, most)), data.Training);
        double[] heldOut = Distances(data.DrawHeldOut(most, random), data.Training);
        double scale = Median(heldOut);
        if (scale == 0)
        {
            return NotApplicable("most held-out rows are equal to a training row, so that copies cannot be told apart");
        }

        return Measured(Median(own) / scale, ErrorOfMedian(own, random) / scale, 1, ErrorOfMedian(heldOut, random) / scale);
    }

    private static double ErrorOfMedian(double[] values, RandomStream random) =>
        Spread.Deviation([.. Enumerable.Range(0, Resamples).Select(_ => Median(Resampled(values, random)))]);

    private static double[] Distances(Batch points, Batch rows)
    {
        double[] nearest = new double[points.Count];
        for (int point = 0; point < points.Count; point++)
        {
            nearest[point] = Math.Sqrt(Nearest(points.Row(point), rows));
        }

        return nearest;
    }

    private static double Nearest(ReadOnlySpan<float> point, Batch rows)
    {
        ReadOnlySpan<float> values = rows.Values;
        double least = double.PositiveInfinity;
        for (int start = 0; start < values.Length; start += point.Length)
        {
            ReadOnlySpan<float> row = values.Slice(start, point.Length);
            double squared = 0;
            for (int column = 0; column < row.Length; column++)
            {
                double apart = (double)point[column] - row[column];
                squared += apart * apart;
            }

            least = Math.Min(least, squared);
        }

        return least;
    }

    private static double[] Resampled(double[] values, RandomStream random) => [.. values.Select(_ => values[random.NextInt(values.Length)])];

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
