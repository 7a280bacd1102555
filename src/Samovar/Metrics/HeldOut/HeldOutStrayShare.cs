using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>The share of draws farther from every seen row than twice the farthest of the held-out rows is. 0 is right.</summary>
/// <remarks>In the coordinates of the learner. At most 4,000 rows on each side. One outlier among held-out rows makes it lenient; the farthest of few rows is no measure of how far rows lie.</remarks>
[Catalogued("stray-share")]
public sealed class HeldOutStrayShare() : HeldOutMetric("stray-share")
{
    private const int MostRows = 4_000;
    private const double Reach = 2;
    private const int FewestRows = 100;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        if (!data.IsEndless && data.HeldOut.Count < FewestRows)
        {
            return NotApplicable($"needs at least {FewestRows} held-out rows to know how far from seen rows others lie, and there are {data.HeldOut.Count}");
        }

        (Batch seen, double farthest) = Remembered.Of(data, Name, 0, own =>
        {
            Batch rows = data.DrawSeen(MostRows, own);
            return (rows, Nearest(data.DrawHeldOut(MostRows, own), rows).Max());
        });
        if (farthest == 0)
        {
            return NotApplicable("every held-out row is equal to a seen row, so there is no distance beyond which a draw is a stray");
        }

        double share = Nearest(draws, seen).Average(distance => distance <= Reach * farthest ? 0.0 : 1);
        return Measured(share, Spread.ErrorOfShare(share, draws.Count), 0);
    }

    private static double[] Nearest(Batch points, Batch rows)
    {
        float[] squares = PairTable.SquaredDistances(points, rows);
        return [.. Enumerable.Range(0, points.Count).Select(point => Math.Sqrt(Math.Max(Least(squares.AsSpan(point * rows.Count, rows.Count)), 0)))];
    }

    private static float Least(ReadOnlySpan<float> squares)
    {
        float least = float.PositiveInfinity;
        foreach (float square in squares)
        {
            least = Math.Min(least, square);
        }

        return least;
    }
}
