using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Cells around some reference draws, and the share of all reference draws in each: modes for those who know none.</summary>
/// <remarks>Centres are reference draws, each chosen with a chance that rises with its squared distance to those chosen before, so that every separated mode gets one
/// (Arthur and Vassilvitskii, 2007, k-means++). Particles are compared by their sorted pair distances.</remarks>
internal sealed class CellCensus
{
    /// <summary>Number of cells, where there are so many different draws, and twenty for each.</summary>
    private const int MostCells = 64;
    private const int ReferenceDraws = 20_000;
    private const int Candidates = 4_000;

    /// <summary>Draws that a cell must be due before their absence means anything.</summary>
    private const double LeastExpected = 10;
    private const double Sparse = 0.2;
    private const int RowsPerCell = 20;
    private readonly Func<Batch, Batch> features;
    private readonly Batch centres;

    private CellCensus(Batch reference, Batch candidates, Func<Batch, Batch> features, RandomStream random)
    {
        this.features = features;
        centres = Spread(features(candidates), Math.Clamp(reference.Count / RowsPerCell, 1, MostCells), random);
        Shares = SharesOf(reference);
        Halves = (SharesOf(reference.Slice(0, reference.Count / 2)), SharesOf(reference.Slice(reference.Count / 2, reference.Count / 2)), reference.Count / 2);
    }

    /// <summary>[cells] shares of the reference.</summary>
    public double[] Shares { get; }

    /// <summary>The same of either half of the reference, and the number of draws in a half.</summary>
    public (double[] First, double[] Second, int Count) Halves { get; }

    /// <summary>The cells of a target, remembered; null where there is nothing to compare with.</summary>
    public static CellCensus? Of(ITarget target) => Evidence.Of(target) is not { } truth ? null : Remembered.Of(target, "cells", 0, random =>
    {
        Batch reference = Evidence.Sample(target, ReferenceDraws, random)!;
        Batch candidates = TruthSample.Draw(truth, Math.Min(reference.Count, Candidates), target.Dimension, random);
        return new CellCensus(reference, candidates, points => Evidence.Features(target, points), random);
    });

    /// <summary>Cells around training rows, filled by held-out ones; remembered.</summary>
    public static CellCensus Of(DataSet data) => Remembered.Of(
        data, "cells", 0, random => new CellCensus(data.DrawHeldOut(ReferenceDraws, random), data.DrawSeen(Candidates, random), points => points, random));

    /// <summary>[n × cells] 1 where a draw lies in a cell.</summary>
    public double[] Table(Batch points)
    {
        int[] places = Nested(points, [centres.Count]).Places[0];
        double[] table = new double[places.Length * centres.Count];
        foreach ((int row, int cell) in places.Index())
        {
            table[(row * centres.Count) + cell] = 1;
        }

        return table;
    }

    /// <summary>The region of each draw where the first few centres alone make regions: they were chosen far apart, so few of them are coarse regions.</summary>
    /// <param name="points">[n, d] draws.</param>
    /// <param name="sizes">Numbers of centres, each at least 1; of too many all there are.</param>
    /// <returns>[sizes][n] regions, and [n, features] the draws as they are seen.</returns>
    public (int[][] Places, Batch Seen) Nested(Batch points, IReadOnlyList<int> sizes)
    {
        Batch seen = features(points);
        float[] squares = PairTable.SquaredDistances(seen, centres);
        return ([.. sizes.Select(size => Enumerable.Range(0, points.Count).Select(row => Nearest(squares.AsSpan(row * centres.Count, Math.Min(size, centres.Count)))).ToArray())], seen);
    }

    /// <summary>[cells] shares of draws.</summary>
    public double[] SharesOf(Batch points) => Metrics.Spread.ColumnMeans(Table(points), centres.Count);

    /// <summary>The reference's share of the cells that get less than a fifth of the draws they are due; cells due fewer than ten do not count.</summary>
    /// <param name="shares">[cells] shares of draws.</param>
    /// <param name="due">[cells] shares of a reference.</param>
    /// <param name="count">Number of draws.</param>
    public static double Unvisited(double[] shares, double[] due, int count) =>
        due.Zip(shares, (wanted, share) => wanted * count >= LeastExpected && share < Sparse * wanted ? wanted : 0).Sum();

    /// <summary>Half the sum of the differences.</summary>
    public static double Variation(double[] shares, double[] due) => 0.5 * shares.Zip(due, (share, wanted) => Math.Abs(share - wanted)).Sum();

    private static Batch Spread(Batch candidates, int most, RandomStream random)
    {
        double[] nearest = [.. Enumerable.Repeat(double.PositiveInfinity, candidates.Count)];
        List<int> chosen = [random.NextInt(candidates.Count)];
        while (true)
        {
            float[] squares = PairTable.SquaredDistances(candidates.Slice(chosen[^1], 1), candidates);
            for (int row = 0; row < nearest.Length; row++)
            {
                nearest[row] = Math.Min(nearest[row], squares[row]);
            }

            double total = nearest.Sum();
            if (chosen.Count == most || !(total > 0))
            {
                break;
            }

            double left = random.NextDouble() * total;
            int next = 0;
            while (next < nearest.Length - 1 && (left -= nearest[next]) > 0)
            {
                next++;
            }

            chosen.Add(next);
        }

        Batch found = new(chosen.Count, candidates.Dimension);
        foreach ((int place, int row) in chosen.Index())
        {
            candidates.Row(row).CopyTo(found.Row(place));
        }

        return found;
    }

    private static int Nearest(ReadOnlySpan<float> squares)
    {
        int nearest = 0;
        for (int cell = 1; cell < squares.Length; cell++)
        {
            nearest = squares[cell] < squares[nearest] ? cell : nearest;
        }

        return nearest;
    }
}
