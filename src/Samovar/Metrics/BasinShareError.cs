using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>How far the share of the worst basin is from its true share, in absolute terms. 0 is perfect.</summary>
/// <remarks>The true shares are those of 50,000 true draws. The maximum over basins is biased upwards: read it beside its floor.</remarks>
[Catalogued("basin-share-error")]
public sealed class BasinShareError() : Metric("basin-share-error")
{
    private const int ReferenceDraws = 50_000;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasBasins>() is not { } basins)
        {
            return Missing("basins", target);
        }

        if (TrueDraws.Of(target) is not { } truth)
        {
            return Missing("exact draws", target);
        }

        if (TruthSample.TooFew(truth, points.Count) is { } few)
        {
            return NotApplicable(few);
        }

        double[] expected = Remembered.Of(target, Name, 0, own => Shares(basins, TruthSample.Draw(truth, ReferenceDraws, target.Dimension, own)));
        double[] table = Table(basins, points);
        return Measured(
            Worst(Spread.ColumnMeans(table, basins.Basins.Count), expected),
            Spread.Bootstrap(table, basins.Basins.Count, shares => Worst(shares, expected), random),
            Remembered.Of(target, Name, points.Count, own => NoiseFloor.Of([.. Enumerable.Range(0, TruthSample.FloorRepeats).Select(_ => Between(own))])));

        double Between(RandomStream own)
        {
            (Batch sample, Batch others) = TruthSample.Pair(truth, points.Count, ReferenceDraws, target.Dimension, own);
            return Worst(Shares(basins, sample), Shares(basins, others));
        }
    }

    /// <summary>The share of the draws in each basin.</summary>
    /// <param name="basins">The basins.</param>
    /// <param name="points">[n, d] draws.</param>
    public static double[] Shares(IHasBasins basins, Batch points)
    {
        ArgumentNullException.ThrowIfNull(basins);
        ArgumentNullException.ThrowIfNull(points);
        return Spread.ColumnMeans(Table(basins, points), basins.Basins.Count);
    }

    private static double Worst(double[] shares, double[] expected) => shares.Zip(expected, (share, wanted) => Math.Abs(share - wanted)).Max();

    /// <summary>[n × basins] 1 where a draw lies in a basin.</summary>
    private static double[] Table(IHasBasins basins, Batch points)
    {
        int count = basins.Basins.Count;
        double[] table = new double[points.Count * count];
        for (int row = 0; row < points.Count; row++)
        {
            table[(row * count) + basins.BasinOf(points.Row(row))] = 1;
        }

        return table;
    }
}
