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

    /// <summary>ln of the ratio of the last normalizer to the first, with its standard error.</summary>
    public (double Value, double StandardError) Total()
    {
        double all = LogRatios().Sum();
        double[] without = [.. Enumerable.Range(0, ladders).Select(left => Enumerable.Range(0, pairs).Sum(pair => LogRatio(pair, left)))];
        double mean = without.Average();
        double error = Math.Sqrt(without.Sum(value => (value - mean) * (value - mean)) * (ladders - 1) / ladders);
        // The jackknife also takes out the bias of order one over the number of ladders.
        return ((ladders * all) - ((ladders - 1) * mean), error);
    }

    private double LogRatio(int pair, int leftOut)
    {
        double hot = 0;
        double cold = 0;
        for (int ladder = 0; ladder < ladders; ladder++)
        {
            if (ladder != leftOut)
            {
                hot += hotter[pair, ladder];
                cold += colder[pair, ladder];
            }
        }

        // With no overlap at all seen in one direction, half a success stands for what a longer run would find.
        double least = 0.5 / Math.Max(1, scans * ladders);
        return centers[pair] + Math.Log(Math.Max(hot, least)) - Math.Log(Math.Max(cold, least));
    }
}
