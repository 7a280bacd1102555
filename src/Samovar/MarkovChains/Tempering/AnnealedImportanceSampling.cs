using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Draws with weights, and an estimate of ln Z, by moving chains along a fixed path from a Gaussian to the target, or back.</summary>
/// <remarks>
/// Forward, the mean weight estimates Z without bias, so that its logarithm is too low on average; backward, from exact draws, the mean weight
/// estimates 1/Z, and minus its logarithm is too high on average: together they hold ln Z between them. Sources: Neal, 2001, Statistics and
/// Computing 11; Grosse, Ghahramani and Adams, 2015, arXiv:1511.02543, for the sandwich.
/// </remarks>
/// <param name="schedule">Temperatures and step sizes, fixed beforehand.</param>
/// <param name="explorer">The kernel that moves the chains.</param>
/// <param name="moves">Moves at each temperature, at least 1.</param>
public sealed class AnnealedImportanceSampling(AnnealingSchedule schedule, ITunableKernel explorer, int moves = 1)
{
    /// <summary>Runs chains from the reference to the target.</summary>
    /// <param name="target">The density p.</param>
    /// <param name="reference">Carries N(0, I) to the Gaussian reference.</param>
    /// <param name="count">Number of chains n, at least 1.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="cancellation">Ends the run with an exception.</param>
    /// <returns>[n] points near the target with log-weights; their mean weight estimates Z.</returns>
    public WeightedDraws Forward(ITarget target, AffineMap reference, int count, RandomStream random, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        Batch starts = new(count, reference.Dimension);
        WeightedDraws white = Run(target, reference, starts, forward: true, random, cancellation);
        Batch points = new(count, reference.Dimension);
        reference.Apply(white.Points, points);
        return new WeightedDraws(points, [.. white.LogWeights.Select(weight => weight + reference.LogDeterminant)]);
    }

    /// <summary>Runs chains from the target to the reference.</summary>
    /// <param name="target">The density p.</param>
    /// <param name="reference">Carries N(0, I) to the Gaussian reference.</param>
    /// <param name="draws">[n, d] exact draws of the target, or the best there are.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="cancellation">Ends the run with an exception.</param>
    /// <returns>[n] points near the reference with log-weights; their mean weight estimates 1/Z.</returns>
    public WeightedDraws Reverse(ITarget target, AffineMap reference, Batch draws, RandomStream random, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(draws);
        Batch starts = new(draws.Count, draws.Dimension);
        reference.Invert(draws, starts);
        WeightedDraws white = Run(target, reference, starts, forward: false, random, cancellation);
        Batch points = new(draws.Count, reference.Dimension);
        reference.Apply(white.Points, points);
        return new WeightedDraws(points, [.. white.LogWeights.Select(weight => weight - reference.LogDeterminant)]);
    }

    private WeightedDraws Run(ITarget target, AffineMap reference, Batch white, bool forward, RandomStream random, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(moves, 1);
        const int Lanes = ChainBlock.DefaultLanes;
        double[] logWeights = new double[white.Count];
        LaneKernelPool kernels = new(new WhitenedTarget(target, reference), Lanes);
        RandomStreamState own = random.Fork().State;
        WorkerPool.Shared.Run((white.Count + Lanes - 1) / Lanes, new BlockWork(chunk =>
        {
            ChainBlock block = new(white.Dimension, own.Split(chunk)) { Active = Math.Min(Lanes, white.Count - (chunk * Lanes)) };
            ILaneKernel kernel = kernels.Rent();
            Place(block, white, chunk * Lanes, forward);
            double[] weights = Anneal(block, kernel, forward, cancellation);
            weights.AsSpan(0, block.Active).CopyTo(logWeights.AsSpan(chunk * Lanes));
            Take(block, white, chunk * Lanes);
            kernels.Return(kernel);
        }));
        return new WeightedDraws(white, logWeights);
    }

    private double[] Anneal(ChainBlock block, ILaneKernel kernel, bool forward, CancellationToken cancellation)
    {
        IReadOnlyList<double> betas = schedule.Temperatures.InverseTemperatures;
        double[] weights = new double[block.Lanes];
        double[] logRatios = new double[block.Lanes];
        block.Evaluate(new TemperedLanes(kernel, 0));
        for (int step = 1; step < betas.Count; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int from = forward ? step - 1 : betas.Count - step;
            int to = forward ? step : from - 1;
            LogRatios.Of(block, logRatios);
            for (int lane = 0; lane < weights.Length; lane++)
            {
                weights[lane] += (betas[to] - betas[from]) * logRatios[lane];
            }

            IMarkovKernel move = explorer.WithStepSize(schedule.StepSizes[to]);
            for (int repeat = 0; to > 0 && repeat < moves; repeat++)
            {
                move.Move(block, new TemperedLanes(kernel, (float)betas[to]));
            }
        }

        return weights;
    }

    private static void Place(ChainBlock block, Batch white, int start, bool fresh)
    {
        if (fresh)
        {
            RandomStream.FillNormal(ref block.Random, block.Points);
            return;
        }

        for (int index = 0; index < block.Points.Length; index++)
        {
            block.Points[index] = white[start + Math.Min(index % block.Lanes, block.Active - 1), index / block.Lanes];
        }
    }

    private static void Take(ChainBlock block, Batch white, int start)
    {
        for (int lane = 0; lane < block.Active; lane++)
        {
            for (int column = 0; column < white.Dimension; column++)
            {
                white[start + lane, column] = block.Points[(column * block.Lanes) + lane];
            }
        }
    }

    private sealed class BlockWork(Action<int> work) : IChunkedWork
    {
        public void Execute(int chunk) => work(chunk);
    }
}
