using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>The no-U-turn sampler with windowed adaptation: the strongest general-purpose rival on smooth densities with one mode.</summary>
/// <remarks>
/// <para>
/// Multinomial trajectories with the generalised criterion (Betancourt, 2017, arXiv:1701.02434), grown without recursion (Phan et al., 2019,
/// arXiv:1912.11554). Chains move in whitened coordinates with unit mass. Warm-up in windows as in Stan, with two departures: the covariance is that
/// of all chains together, and so is the step size: the median over the chains of what dual averaging found for each, corrected by their common acceptance.
/// </para>
/// <para>Every chain has its own random stream, so the draws do not depend on the number of threads, nor on which other chains are there once adapted.</para>
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class NoUTurnSampler(NoUTurnOptions options)
{
    /// <summary>Adapts, then draws.</summary>
    /// <param name="target">The density to sample.</param>
    /// <param name="starts">[chains, d] starting points of finite log-density; for diagnostics that mean something, further apart than the draws will be.</param>
    /// <param name="draws">Draws per chain after warm-up, at least 0.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="progress">Told the share of transitions done, in (0, 1], from any thread but one call at a time; or null.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="ArgumentException">Starting points are missing, of another dimension, or outside the support.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public NoUTurnRun Run(
        ITarget target, Batch starts, int draws, RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Run(target, starts, draws, random, new NoUTurnProgress((long)starts.Count * (options.WarmUp + draws), progress, cancellation), WorkerPool.Shared);

    internal NoUTurnRun Run(ITarget target, Batch starts, int draws, RandomStream random, NoUTurnProgress progress, WorkerPool pool)
    {
        Check(target, starts, draws);
        RandomStream own = random.Fork();
        NoUTurnCourse course = new(options, target, starts, own, progress, pool);
        foreach (NoUTurnWindow window in NoUTurnWindow.Of(options.WarmUp))
        {
            course.WarmUp(window);
        }

        NoUTurnTotals warmUp = course.Totals;
        NoUTurnStretch sampling = course.Draw(draws);
        NoUTurnTotals totals = sampling.Totals;
        return new NoUTurnRun
        {
            Draws = sampling.Trace,
            Acceptance = totals.Acceptance / totals.Transitions,
            Divergences = totals.Divergences,
            MeanDepth = (double)totals.Doublings / totals.Transitions,
            StepSize = course.StepSize,
            Map = course.Map,
            Cost = new EvaluationCost(totals.Evaluations, totals.Evaluations),
            WarmUpCost = new EvaluationCost(warmUp.Evaluations, warmUp.Evaluations),
        };
    }

    private static void Check(ITarget target, Batch starts, int draws)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentOutOfRangeException.ThrowIfNegative(draws);
        if (starts.Count == 0 || starts.Dimension != target.Dimension)
        {
            throw new ArgumentException(
                $"Target '{target.Name}' lives in {target.Dimension} dimensions; the starting points are {starts.Count} in {starts.Dimension}. One point per chain is needed.",
                nameof(starts));
        }
    }
}
