using Samovar.Compute.Threading;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>Some transitions of all chains with one map. Blocks of chains share the lanes of one kernel; a chain that is ahead does not wait.</summary>
internal sealed class NoUTurnStretch : IChunkedWork
{
    /// <summary>Chains per block: one register of floats, and as many blocks as possible for the threads.</summary>
    public const int Lanes = 16;

    private readonly ITarget target;
    private readonly AffineMap map;
    private readonly NoUTurnChain[] chains;
    private readonly StepSizeAdaptation[]? adaptations;
    private readonly NoUTurnTotals[] totals;
    private readonly LaneKernelPool kernels;
    private readonly NoUTurnProgress progress;

    /// <param name="target">The target, in its own coordinates.</param>
    /// <param name="map">From whitened coordinates, in which the chains move, to the target's.</param>
    /// <param name="chains">The chains, placed.</param>
    /// <param name="steps">Transitions per chain.</param>
    /// <param name="adaptations">One per chain, or null for a fixed step size.</param>
    /// <param name="progress">Told of every transition; stops the stretch.</param>
    public NoUTurnStretch(
        ITarget target, AffineMap map, NoUTurnChain[] chains, int steps, StepSizeAdaptation[]? adaptations, NoUTurnProgress progress)
    {
        this.target = target;
        this.map = map;
        this.chains = chains;
        this.adaptations = adaptations;
        this.progress = progress;
        totals = new NoUTurnTotals[chains.Length];
        kernels = new LaneKernelPool(new WhitenedTarget(target, map), Lanes);
        Trace = new ChainTrace(chains.Length, steps, target.Dimension);
    }

    public int Blocks => (chains.Length + Lanes - 1) / Lanes;

    /// <summary>[chains, steps, d] the draws, in the target's coordinates once the chunks have run.</summary>
    public ChainTrace Trace { get; }

    /// <summary>Over all chains, in their order.</summary>
    public NoUTurnTotals Totals => totals.Aggregate((sum, chain) => sum + chain);

    public void Execute(int chunk)
    {
        ILaneKernel kernel = kernels.Rent();
        int first = chunk * Lanes;
        int count = Math.Min(Lanes, chains.Length - first);
        int[] steps = new int[count];
        int unfinished = Trace.Steps == 0 ? 0 : count;
        Place(kernel, first, count);
        while (unfinished > 0)
        {
            progress.Cancellation.ThrowIfCancellationRequested();
            kernel.Evaluate();
            for (int lane = 0; lane < count; lane++)
            {
                if (steps[lane] == Trace.Steps)
                {
                    continue;
                }

                if (Receive(kernel, lane, first + lane) is { } transition)
                {
                    Record(first + lane, steps[lane], transition);
                    steps[lane]++;
                    unfinished -= steps[lane] == Trace.Steps ? 1 : 0;
                }

                Write(kernel, lane, chains[first + lane].Awaited);
            }
        }

        kernels.Return(kernel);
        map.Apply(Trace.Points.Values.Slice(first * Trace.Steps * target.Dimension, count * Trace.Steps * target.Dimension));
    }

    /// <summary>Unused lanes hold the last chain's start: they are evaluated and never read.</summary>
    private void Place(ILaneKernel kernel, int first, int count)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            Write(kernel, lane, chains[first + Math.Min(lane, count - 1)].Awaited);
        }
    }

    private NoUTurnTransition? Receive(ILaneKernel kernel, int lane, int chain)
    {
        Span<float> score = chains[chain].Score;
        ReadOnlySpan<float> scores = kernel.Score;
        for (int row = 0; row < score.Length; row++)
        {
            score[row] = scores[(row * Lanes) + lane];
        }

        float logDensity = kernel.LogDensity[lane];
        if (totals[chain].Evaluations == 0 && !float.IsFinite(logDensity))
        {
            throw new ArgumentException(
                $"Chain {chain} on target '{target.Name}' starts where the log-density is {logDensity}. Start every chain at a point of finite log-density.");
        }

        totals[chain].Evaluations++;
        return chains[chain].Receive(logDensity);
    }

    private void Record(int chain, int step, NoUTurnTransition transition)
    {
        chains[chain].Position.CopyTo(Trace.At(chain, step));
        totals[chain].Add(transition);
        if (adaptations is not null)
        {
            adaptations[chain].Update(transition.Acceptance);
            chains[chain].StepSize = adaptations[chain].StepSize;
        }

        chains[chain].Begin();
        progress.Advance();
    }

    private static void Write(ILaneKernel kernel, int lane, ReadOnlySpan<float> position)
    {
        Span<float> points = kernel.Points;
        for (int row = 0; row < position.Length; row++)
        {
            points[(row * Lanes) + lane] = position[row];
        }
    }
}
