using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>Where a group of chains is. Its blocks move in parallel; the outcome does not depend on the number of threads.</summary>
public sealed class ChainState
{
    private readonly ChainBlock[] blocks;
    private readonly StepInfo[] infos;
    private readonly MoveBlocks moves;
    private readonly LaneKernelPool kernels;

    /// <summary>Places chains and evaluates the target there.</summary>
    /// <param name="target">The density.</param>
    /// <param name="positions">[chains, d] starting points, at least one; copied.</param>
    /// <param name="random">Source of the chains' randomness; advanced once.</param>
    /// <exception cref="ArgumentException">The points live in another dimension than the target.</exception>
    public ChainState(ITarget target, Batch positions, RandomStream random)
        : this(target, positions)
    {
        ArgumentNullException.ThrowIfNull(random);
        Reseed(random.Fork().State);
        WorkerPool.Shared.Run(blocks.Length, moves);
    }

    private ChainState(ITarget target, Batch positions)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentOutOfRangeException.ThrowIfLessThan(positions.Count, 1);
        if (positions.Dimension != target.Dimension)
        {
            throw new ArgumentException(
                $"Target '{target.Name}' lives in {target.Dimension} dimensions; the batch has points of {positions.Dimension}.", nameof(positions));
        }

        Count = positions.Count;
        Dimension = positions.Dimension;
        kernels = new LaneKernelPool(target, ChainBlock.DefaultLanes);
        blocks = new ChainBlock[(Count + ChainBlock.DefaultLanes - 1) / ChainBlock.DefaultLanes];
        infos = new StepInfo[blocks.Length];
        moves = new MoveBlocks(this);
        for (int index = 0; index < blocks.Length; index++)
        {
            int start = index * ChainBlock.DefaultLanes;
            blocks[index] = new ChainBlock(Dimension, default) { Active = Math.Min(ChainBlock.DefaultLanes, Count - start) };
            Place(positions, blocks[index].Points, start, blocks[index].Active);
        }
    }

    /// <summary>Number of chains.</summary>
    public int Count { get; }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension { get; }

    /// <summary>[chains, d] a copy of the positions.</summary>
    public Batch Positions => Transposed(static block => block.Points);

    /// <summary>[chains, d] a copy of the scores at the positions.</summary>
    public Batch Score => Transposed(static block => block.Score);

    /// <summary>[chains] a copy of the unnormalized log-densities at the positions.</summary>
    public double[] LogDensity
    {
        get
        {
            double[] values = new double[Count];
            for (int chain = 0; chain < Count; chain++)
            {
                values[chain] = blocks[chain / ChainBlock.DefaultLanes].LogDensity[chain % ChainBlock.DefaultLanes];
            }

            return values;
        }
    }

    /// <summary>Moves every chain once.</summary>
    /// <param name="kernel">The transition rule.</param>
    public StepInfo Step(IMarkovKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        moves.Kernel = kernel;
        WorkerPool.Shared.Run(blocks.Length, moves);
        StepInfo sum = default;
        foreach (StepInfo info in infos)
        {
            sum += info;
        }

        return sum;
    }

    /// <summary>Chains as they were, without evaluating the target again; to be reseeded.</summary>
    /// <param name="target">The density.</param>
    /// <param name="positions">[chains, d] as <see cref="Positions"/> gave them.</param>
    /// <param name="scores">[chains, d] as <see cref="Score"/> gave them.</param>
    /// <param name="logDensities">[chains] as <see cref="LogDensity"/> gave them.</param>
    internal static ChainState Restore(ITarget target, Batch positions, Batch scores, ReadOnlySpan<double> logDensities)
    {
        ChainState state = new(target, positions);
        for (int index = 0; index < state.blocks.Length; index++)
        {
            ChainBlock block = state.blocks[index];
            int start = index * ChainBlock.DefaultLanes;
            Place(scores, block.Score, start, block.Active);
            for (int lane = 0; lane < block.Lanes; lane++)
            {
                block.LogDensity[lane] = (float)logDensities[start + Math.Min(lane, block.Active - 1)];
            }
        }

        return state;
    }

    /// <summary>Gives the chains other randomness for the steps to come.</summary>
    /// <param name="random">Where it stands.</param>
    internal void Reseed(RandomStreamState random)
    {
        for (int index = 0; index < blocks.Length; index++)
        {
            blocks[index].Random = random.Split(index);
        }
    }

    /// <summary>Copies where a chain is and the score there.</summary>
    /// <param name="chain">Which.</param>
    /// <param name="point">[d] overwritten.</param>
    /// <param name="score">[d] overwritten.</param>
    internal void Copy(int chain, Span<float> point, Span<float> score)
    {
        ChainBlock block = blocks[chain / ChainBlock.DefaultLanes];
        int lane = chain % ChainBlock.DefaultLanes;
        for (int column = 0; column < point.Length; column++)
        {
            point[column] = block.Points[(column * ChainBlock.DefaultLanes) + lane];
            score[column] = block.Score[(column * ChainBlock.DefaultLanes) + lane];
        }
    }

    private static void Place(Batch rows, Span<float> lanes, int start, int active)
    {
        for (int lane = 0; lane < ChainBlock.DefaultLanes; lane++)
        {
            ReadOnlySpan<float> row = rows.Row(start + Math.Min(lane, active - 1));
            for (int column = 0; column < row.Length; column++)
            {
                lanes[(column * ChainBlock.DefaultLanes) + lane] = row[column];
            }
        }
    }

    private Batch Transposed(BlockValues values)
    {
        Batch rows = new(Count, Dimension);
        for (int chain = 0; chain < Count; chain++)
        {
            ReadOnlySpan<float> source = values(blocks[chain / ChainBlock.DefaultLanes]);
            Span<float> row = rows.Row(chain);
            for (int column = 0; column < row.Length; column++)
            {
                row[column] = source[(column * ChainBlock.DefaultLanes) + (chain % ChainBlock.DefaultLanes)];
            }
        }

        return rows;
    }

    private delegate ReadOnlySpan<float> BlockValues(ChainBlock block);

    /// <summary>One step of each block, or its first evaluation where there is no kernel.</summary>
    private sealed class MoveBlocks(ChainState state) : IChunkedWork
    {
        public IMarkovKernel? Kernel { get; set; }

        public void Execute(int chunk)
        {
            ILaneKernel lanes = state.kernels.Rent();
            TemperedLanes density = new(lanes, 1);
            if (Kernel is null)
            {
                state.blocks[chunk].Evaluate(density);
            }
            else
            {
                state.infos[chunk] = Kernel.Move(state.blocks[chunk], density);
            }

            state.kernels.Return(lanes);
        }
    }
}
