using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Particles that are resampled among themselves; islands share only the schedule, so their spread gives the standard error.</summary>
internal sealed class ParticleIsland
{
    private readonly RandomStream random;
    private readonly double[] before;
    private readonly int[] chosen;
    private ChainBlock[] blocks;
    private ChainBlock[] spare;

    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="particles">Number of particles, a multiple of the lanes of a block.</param>
    /// <param name="random">Identity of the island's randomness.</param>
    public ParticleIsland(int dimension, int particles, RandomStreamState random)
    {
        this.random = RandomStream.FromState(random.Named("resampling"));
        blocks = Make(random.Named("even"));
        spare = Make(random.Named("odd"));
        LogRatio = new double[particles];
        before = new double[particles];
        chosen = new int[particles];

        ChainBlock[] Make(RandomStreamState own) =>
            [.. Enumerable.Range(0, particles / ChainBlock.DefaultLanes).Select(index => new ChainBlock(dimension, own.Split(index)))];
    }

    /// <summary>[particles] ln p − ln N(0, I).</summary>
    public double[] LogRatio { get; }

    /// <summary>The island's estimate of ln Z at the present temperature.</summary>
    public double LogNormalizer { get; private set; }

    /// <summary>The particles.</summary>
    public IReadOnlyList<ChainBlock> Blocks => blocks;

    /// <summary>What happened in the last moves.</summary>
    public StepInfo Info { get; private set; }

    /// <summary>Correlation of <see cref="LogRatio"/> after the last moves with what it was before them; not a number where it is infinite or constant.</summary>
    public double Memory { get; private set; }

    /// <summary>Draws all particles from the reference.</summary>
    public void Start(ILaneKernel kernel)
    {
        foreach (ChainBlock block in blocks)
        {
            RandomStream.FillNormal(ref block.Random, block.Points);
            block.Evaluate(new TemperedLanes(kernel, 0));
        }

        UpdateLogRatios();
    }

    /// <summary>Weights the particles for a step Δβ, adds their mean to ln Z, and resamples them; an island that lies outside the support weighs nothing from then on.</summary>
    /// <exception cref="SamplingFailedException">A particle has an infinite density.</exception>
    public void Reweight(double step)
    {
        double largest = step * LogRatio.Max();
        if (double.IsNegativeInfinity(largest))
        {
            LogNormalizer = double.NegativeInfinity;
            return;
        }

        if (double.IsPositiveInfinity(largest))
        {
            throw new SamplingFailedException("The energy is −∞ at a particle, whose weight would be infinite. Check the energy: samovar check finds where it is not finite.");
        }

        double[] weights = [.. LogRatio.Select(value => Math.Exp((step * value) - largest))];
        LogNormalizer += largest + Math.Log(weights.Sum() / weights.Length);
        Resample(weights);
    }

    /// <summary>Moves every particle.</summary>
    public void Move(IMarkovKernel explorer, int moves, TemperedLanes density)
    {
        UpdateLogRatios();
        LogRatio.CopyTo(before, 0);
        StepInfo sum = default;
        foreach (ChainBlock block in blocks)
        {
            for (int move = 0; move < moves; move++)
            {
                sum += explorer.Move(block, density);
            }
        }

        Info = sum;
        UpdateLogRatios();
        Memory = MoveAdaptation.Correlation(before, LogRatio);
    }

    private void UpdateLogRatios()
    {
        for (int index = 0; index < blocks.Length; index++)
        {
            LogRatios.Of(blocks[index], LogRatio.AsSpan(index * ChainBlock.DefaultLanes, ChainBlock.DefaultLanes));
        }
    }

    private void Resample(double[] weights)
    {
        const int Lanes = ChainBlock.DefaultLanes;
        SystematicResampling.Choose<double>(weights, random.NextDouble(), chosen);
        for (int particle = 0; particle < chosen.Length; particle++)
        {
            spare[particle / Lanes].CopyLane(particle % Lanes, blocks[chosen[particle] / Lanes], chosen[particle] % Lanes);
        }

        (blocks, spare) = (spare, blocks);
    }
}
