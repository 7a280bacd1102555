using System.Runtime.CompilerServices;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Estimates ln of the ratio of normalizers of neighbouring temperatures, with a jackknife over independent ladders.</summary>
/// <remarks>
/// With W = Δβ·(ln p − ln q) and any constant c, Z₁/Z₀ = e^c · E₀[σ(W − c)] / E₁[σ(c − W)]: Bennett's acceptance ratio, of smallest variance at
/// c = ln Z₁/Z₀. Both averages are bounded, unlike those of plain stepping stones. The constants come from an earlier round.
/// Source: Bennett, 1976, Journal of Computational Physics 22; Meng and Wong, 1996, Statistica Sinica 6.
/// </remarks>
internal sealed class BridgeSums(int pairs, int ladders)
{
    private readonly double[,] colder = new double[pairs, ladders];
    private readonly double[,] hotter = new double[pairs, ladders];
    private double[] centers = new double[pairs];
    private long scans;

    /// <summary>Adds one scan of one ladder.</summary>
    /// <param name="pair">Which pair of temperatures.</param>
    /// <param name="ladder">Which ladder.</param>
    /// <param name="hotterWork">W at the hotter temperature of the pair.</param>
    /// <param name="colderWork">W at the colder one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int pair, int ladder, double hotterWork, double colderWork)
    {
        hotter[pair, ladder] += 1 / (1 + Math.Exp(centers[pair] - hotterWork));
        colder[pair, ladder] += 1 / (1 + Math.Exp(colderWork - centers[pair]));
    }

    /// <summary>Says that a scan is complete.</summary>
    public void CountScan() => scans++;

    /// <summary>Forgets the sums, and centres the next ones on given ratios.</summary>
    public void Restart(IReadOnlyList<double> logRatios)
    {
        centers = [.. logRatios];
        Array.Clear(colder);
        Array.Clear(hotter);
        scans = 0;
    }

    /// <summary>[pairs] ln of each ratio of normalizers, from all ladders.</summary>
    public double[] LogRatios() => [.. Enumerable.Range(0, pairs).Select(pair => LogRatio(pair, -1))];

    /// <summary>Forgets the sums, and centres the next ones on what they say; on something else where a pair was not seen to overlap, as it is when its centre was far off.</summary>
    public void Recentre(IReadOnlyList<double> otherwise) => Restart([.. LogRatios().Select((ratio, pair) => Overlaps(pair) ? ratio : otherwise[pair])]);

    /// <summary>ln of the ratio of the last normalizer to the first, with its standard error: infinite where a pair was never seen to overlap.</summary>
    public (double Value, double StandardError) Total()
    {
        double all = LogRatios().Sum();
        double[] without = [.. Enumerable.Range(0, ladders).Select(left => Enumerable.Range(0, pairs).Sum(pair => LogRatio(pair, left)))];
        double mean = without.Average();
        double error = Enumerable.Range(0, pairs).All(Overlaps) ? Math.Sqrt(without.Sum(value => (value - mean) * (value - mean)) * (ladders - 1) / ladders) : double.PositiveInfinity;
        // The jackknife also takes out the bias of order one over the number of ladders.
        return ((ladders * all) - ((ladders - 1) * mean), error);
    }

    /// <summary>Stands for a sum to which nothing was added: less than any overlap worth the name leaves, and no logarithm of zero.</summary>
    private double LeastSum => 0.5 / Math.Max(1, scans * ladders);

    private bool Overlaps(int pair) => Sum(hotter, pair, -1) > LeastSum && Sum(colder, pair, -1) > LeastSum;

    private double LogRatio(int pair, int leftOut) =>
        centers[pair] + Math.Log(Math.Max(Sum(hotter, pair, leftOut), LeastSum)) - Math.Log(Math.Max(Sum(colder, pair, leftOut), LeastSum));

    private double Sum(double[,] sums, int pair, int leftOut)
    {
        double sum = 0;
        for (int ladder = 0; ladder < ladders; ladder++)
        {
            sum += ladder == leftOut ? 0 : sums[pair, ladder];
        }

        return sum;
    }
}
