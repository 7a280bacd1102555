using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Islands of particles that share temperatures and step sizes; one chunk of work each.</summary>
internal sealed class IslandBatch(LaneKernelPool kernels, int dimension, SequentialMonteCarloOptions options, RandomStreamState random) : IChunkedWork
{
    private readonly RandomStream choices = RandomStream.FromState(random.Named("choices"));
    private double step;
    private double inverseTemperature;
    private int moves;
    private IMarkovKernel? explorer;

    public ParticleIsland[] Members { get; } =
        [.. Enumerable.Range(0, options.Islands).Select(index => new ParticleIsland(dimension, options.ParticlesPerIsland, random.Split(index)))];

    /// <summary>Proposals that were not finite.</summary>
    public long Divergent { get; private set; }

    /// <summary>Correlation that the last moves left in ln p − ln N(0, I), the mean over islands where it could be measured; not a number where none could.</summary>
    public double Memory
    {
        get
        {
            double[] measured = [.. Members.Select(island => island.Memory).Where(double.IsFinite)];
            return measured.Length > 0 ? measured.Average() : double.NaN;
        }
    }

    /// <summary>Draws all particles from the reference.</summary>
    public void Start() => WorkerPool.Shared.Run(Members.Length, this);

    /// <summary>Weights for a step Δβ, resamples, and moves at the new temperature.</summary>
    public StepInfo Step(double width, double next, IMarkovKernel kernel, int moves)
    {
        (step, inverseTemperature, explorer, this.moves) = (width, next, kernel, moves);
        WorkerPool.Shared.Run(Members.Length, this);
        StepInfo sum = Members.Aggregate(default(StepInfo), (total, island) => total + island.Info);
        Divergent += sum.Divergent;
        return sum;
    }

    public void Execute(int chunk)
    {
        ILaneKernel kernel = kernels.Rent();
        if (explorer is null)
        {
            Members[chunk].Start(kernel);
        }
        else
        {
            Members[chunk].Reweight(step);
            Members[chunk].Move(explorer, moves, new TemperedLanes(kernel, (float)inverseTemperature));
        }

        kernels.Return(kernel);
    }

    /// <summary>The block of a particle, counted over all islands; its lane is what remains.</summary>
    public ChainBlock Block(int particle) =>
        Members[particle / options.ParticlesPerIsland].Blocks[particle % options.ParticlesPerIsland / ChainBlock.DefaultLanes];

    /// <summary>Chooses particles of all islands, each island in proportion to its estimate of Z, without which the answer would keep the bias of a single island.</summary>
    /// <remarks>Systematic, so an island gives particles that lie far apart, which are rarely copies of one.</remarks>
    /// <returns>[count] numbers of particles, counted over all islands, rising.</returns>
    public int[] Choose(int count)
    {
        double largest = Members.Max(island => island.LogNormalizer);
        double[] shares = [.. Members.Select(island => double.IsNegativeInfinity(largest) ? 1 : Math.Exp(island.LogNormalizer - largest))];
        int[] chosen = new int[count];
        SystematicResampling.Choose<double>([.. shares.SelectMany(share => Enumerable.Repeat(share, options.ParticlesPerIsland))], choices.NextDouble(), chosen);
        return chosen;
    }

    /// <summary>All particles in the coordinates of the target; those of one island weigh what the island's estimate of Z says.</summary>
    public WeightedDraws Collect(AffineMap reference)
    {
        const int Lanes = ChainBlock.DefaultLanes;
        ChainBlock[] blocks = [.. Members.SelectMany(island => island.Blocks)];
        Batch points = new(blocks.Length * Lanes, dimension);
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                points[row, column] = blocks[row / Lanes].Points[(column * Lanes) + (row % Lanes)];
            }
        }

        reference.Apply(points, points);
        return new WeightedDraws(
            points, [.. Enumerable.Range(0, points.Count).Select(row => Members[row / options.ParticlesPerIsland].LogNormalizer + reference.LogDeterminant)]);
    }
}
