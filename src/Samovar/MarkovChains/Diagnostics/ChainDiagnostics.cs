using Samovar.Compute.Threading;

namespace Samovar.MarkovChains.Diagnostics;

/// <summary>What the chains say about one coordinate, and how far it can be trusted.</summary>
/// <param name="Mean">Mean of all draws.</param>
/// <param name="StandardDeviation">Standard deviation of all draws.</param>
/// <param name="MeanError">Standard error of the mean, from its own effective sample size.</param>
/// <param name="RHat">The larger of rank-normalised split R-hat and its folded form; above 1.01 the chains disagree. Infinite for chains stuck at different points.</param>
/// <param name="BulkEss">Effective draws of the rank-normalised coordinate: what there is to know about its centre.</param>
/// <param name="TailEss">The smaller of the effective draws for the 5 % and the 95 % quantile.</param>
/// <remarks>A coordinate whose draws are all equal has no convergence to speak of: its last three numbers are NaN.</remarks>
public sealed record CoordinateDiagnostics(double Mean, double StandardDeviation, double MeanError, double RHat, double BulkEss, double TailEss);

/// <summary>Convergence diagnostics of several chains, coordinate by coordinate.</summary>
/// <remarks>
/// R-hat sees chains that disagree in place (bulk) or in spread (folded: the same for |x − median|), also a single chain that drifts, since every
/// chain is cut in two. It cannot see a mode that no chain has found. Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner, 2021, arXiv:1903.08008.
/// </remarks>
public sealed class ChainDiagnostics
{
    private const int FewestSteps = 8;

    private ChainDiagnostics(IReadOnlyList<CoordinateDiagnostics> coordinates) => Coordinates = coordinates;

    /// <summary>[d] one entry per coordinate.</summary>
    public IReadOnlyList<CoordinateDiagnostics> Coordinates { get; }

    /// <summary>The largest R-hat; NaN if one is.</summary>
    public double WorstRHat => Coordinates.Select(coordinate => coordinate.RHat).Aggregate(Math.Max);

    /// <summary>The smallest bulk effective sample size; NaN if one is.</summary>
    public double LeastBulkEss => Coordinates.Select(coordinate => coordinate.BulkEss).Aggregate(Math.Min);

    /// <summary>The smallest tail effective sample size; NaN if one is.</summary>
    public double LeastTailEss => Coordinates.Select(coordinate => coordinate.TailEss).Aggregate(Math.Min);

    /// <summary>Diagnoses chains.</summary>
    /// <param name="trace">[chains, steps, d] the draws after warm-up; at least 8 steps; better four chains or more, started apart.</param>
    /// <exception cref="ArgumentException">There are too few steps, or a draw is not finite.</exception>
    public static ChainDiagnostics Of(ChainTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Steps < FewestSteps)
        {
            throw new ArgumentException($"The chains have {trace.Steps} steps; convergence diagnostics need at least {FewestSteps}. Run them longer.", nameof(trace));
        }

        CoordinateWork work = new(trace);
        WorkerPool.Shared.Run(trace.Dimension, work);
        return new ChainDiagnostics(work.Results);
    }

    /// <summary>A coordinate of two values has nothing to fold: its R-hat is that of the bulk alone.</summary>
    private static CoordinateDiagnostics Diagnose(SplitDraws draws)
    {
        double[] sorted = [.. draws.Values];
        Array.Sort(sorted);
        double mean = ChainVariances.Mean(sorted);
        double deviation = Math.Sqrt(ChainVariances.Variance(sorted, mean));
        SplitDraws bulk = RankNormalization.Of(draws);
        double median = Quantile(sorted, 0.5);
        SplitDraws folded = RankNormalization.Of(draws.Select(value => Math.Abs(value - median)));
        return new CoordinateDiagnostics(
            mean,
            deviation,
            deviation / Math.Sqrt(EffectiveSampleSize.Of(draws)),
            double.MaxNumber(ChainVariances.Of(bulk).RHat, ChainVariances.Of(folded).RHat),
            EffectiveSampleSize.Of(bulk),
            Math.Min(QuantileEss(draws, Quantile(sorted, 0.05)), QuantileEss(draws, Quantile(sorted, 0.95))));
    }

    /// <summary>Effective draws for the probability of lying at or below a quantile.</summary>
    private static double QuantileEss(SplitDraws draws, double quantile) => EffectiveSampleSize.Of(draws.Select(value => value <= quantile ? 1 : 0));

    /// <summary>Linear between the neighbouring order statistics.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((place - below) * (above - sorted[below]));
    }

    private sealed class CoordinateWork(ChainTrace trace) : IChunkedWork
    {
        public CoordinateDiagnostics[] Results { get; } = new CoordinateDiagnostics[trace.Dimension];

        public void Execute(int chunk) => Results[chunk] = Diagnose(SplitDraws.Of(trace, chunk));
    }
}
