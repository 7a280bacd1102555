using Samovar.Diffusions;

namespace Samovar.Samplers;

/// <summary>What many paths add up to, step by step: where the control works, how the log-weights spread, and what was shortened or lost.</summary>
/// <param name="steps">Number of steps N, at least 1.</param>
public sealed class PathLedger(int steps)
{
    private readonly double[] costs = new double[steps];
    private readonly double[] ratios = new double[steps];
    private readonly double[] totals = new double[steps];
    private readonly double[] squares = new double[steps];

    /// <summary>Paths counted, lost ones included.</summary>
    public long Paths { get; private set; }

    /// <summary>Paths whose log-weight is NaN or +∞; they are in no other sum.</summary>
    public long LostPaths { get; private set; }

    /// <summary>Scores that the control saw.</summary>
    public long Scores { get; private set; }

    /// <summary>Scores that were shortened before the control saw them, or shown as 0 because they were not finite.</summary>
    public long ShortenedScores { get; private set; }

    /// <summary>[N] mean of ½ |g u|² + Σ ½ (e^ℓ − 1 − ℓ), in nats: the KL divergence of each step from the reference's.</summary>
    public IReadOnlyList<double> Costs => [.. costs.Select(cost => cost / Kept)];

    /// <summary>[N] mean log-ratio s of each step, in nats. Over the sampler's own paths it is <see cref="Costs"/> but for noise.</summary>
    public IReadOnlyList<double> LogRatios => [.. ratios.Select(ratio => ratio / Kept)];

    /// <summary>[N] standard deviation over paths of Σ s up to and with each step, in nats.</summary>
    public IReadOnlyList<double> Spreads =>
        [.. totals.Zip(squares, (total, square) => Math.Sqrt(Math.Max(0, (square / Kept) - Math.Pow(total / Kept, 2))))];

    private double Kept => Math.Max(1, Paths - LostPaths);

    /// <summary>Adds paths.</summary>
    /// <param name="paths">The paths, with log-weights.</param>
    /// <param name="count">How many of them count, from the first on: 1 to n.</param>
    public void Add(Paths paths, int count)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Scores += (long)paths.Count * steps;
        ShortenedScores += paths.ShortenedScores;
        Paths += count;
        for (int path = 0; path < count; path++)
        {
            double logWeight = paths.LogWeights[path];
            if (double.IsNaN(logWeight) || double.IsPositiveInfinity(logWeight))
            {
                LostPaths++;
            }
            else
            {
                AddPath(paths, path);
            }
        }
    }

    /// <summary>Adds what another ledger holds.</summary>
    /// <param name="other">A ledger of as many steps.</param>
    public void Add(PathLedger other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Paths += other.Paths;
        LostPaths += other.LostPaths;
        Scores += other.Scores;
        ShortenedScores += other.ShortenedScores;
        for (int step = 0; step < steps; step++)
        {
            costs[step] += other.costs[step];
            ratios[step] += other.ratios[step];
            totals[step] += other.totals[step];
            squares[step] += other.squares[step];
        }
    }

    private void AddPath(Paths paths, int path)
    {
        double total = 0;
        for (int step = 0; step < steps; step++)
        {
            int row = (step * paths.Count) + path;
            costs[step] += paths.Cost(step, path);
            ratios[step] += paths.LogRatios[row];
            total += paths.LogRatios[row];
            totals[step] += total;
            squares[step] += total * total;
        }
    }
}
