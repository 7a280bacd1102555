using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Settings of <see cref="SequentialMonteCarlo"/>.</summary>
public sealed record SequentialMonteCarloOptions
{
    /// <summary>Particles per island, a multiple of 32. Default 256.</summary>
    public int ParticlesPerIsland
    {
        get;
        init => field = Require.That(value, value >= 32 && value % 32 == 0, "The number of particles of an island is a multiple of 32, one per SIMD lane.");
    } = 256;

    /// <summary>Independent islands, which give the standard error. Range [4, ∞). Default 16.</summary>
    public int Islands
    {
        get;
        init => field = Require.That(value, value >= 4, "At least 4 islands are needed for a standard error.");
    } = 16;

    /// <summary>Share of effective particles that each temperature step keeps. Range (0, 1). Default 0.9.</summary>
    public double EffectiveShare
    {
        get;
        init => field = Require.That(value, value is > 0 and < 1, "The share of effective particles lies between 0 and 1.");
    } = 0.9;

    /// <summary>Moves of the kernel at each temperature. Range [1, ∞). Default 3.</summary>
    public int Moves
    {
        get;
        init => field = Require.That(value, value >= 1, "Each temperature takes at least 1 move.");
    } = 3;

    /// <summary>Most temperature steps before the run gives up. Range [1, ∞). Default 5,000.</summary>
    public int MostSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "At least 1 temperature step is needed.");
    } = 5_000;

    /// <summary>The kernel that moves the particles, and its first step size.</summary>
    public ITunableKernel Explorer { get; init; } = new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.5, LeapfrogSteps = 6, StepSpread = 1.5 });
}

/// <summary>What a run of sequential Monte Carlo found.</summary>
/// <param name="Draws">[islands × particles] points; those of one island share a weight. The mean weight estimates Z.</param>
/// <param name="IslandLogNormalizers">[islands] independent estimates of ln Z.</param>
/// <param name="Schedule">The temperatures taken and the step sizes used.</param>
/// <param name="Acceptances">[steps] mean acceptance at each temperature.</param>
/// <param name="Divergent">Proposals that were not finite.</param>
public sealed record SequentialDraws(
    WeightedDraws Draws, IReadOnlyList<double> IslandLogNormalizers, AnnealingSchedule Schedule, IReadOnlyList<double> Acceptances, long Divergent)
{
    /// <summary>ln Z: ln of the mean over islands of their estimates of Z.</summary>
    public double LogNormalizer => Draws.LogNormalizer;

    /// <summary>Standard error of <see cref="LogNormalizer"/>, from the spread between islands.</summary>
    public double LogNormalizerError => new WeightedDraws(Draws.Points, IslandLogNormalizers).LogNormalizerError * Math.Sqrt(IslandLogNormalizers.Count / (IslandLogNormalizers.Count - 1.0));
}

/// <summary>Sequential Monte Carlo along p^β N(0, I)^(1−β): weight, resample, move, with temperatures chosen on the way.</summary>
/// <remarks>
/// Each step takes the largest Δβ that keeps a share of the particles effective. Source: Del Moral, Doucet and Jasra, 2006, Journal of the Royal
/// Statistical Society B 68(3); for the choice of steps Jasra et al., 2011, Scandinavian Journal of Statistics 38(1).
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class SequentialMonteCarlo(SequentialMonteCarloOptions options)
{
    private const double AdaptationRate = 1;

    /// <summary>Runs the particles from the reference to the target.</summary>
    /// <param name="target">The density p.</param>
    /// <param name="reference">Carries N(0, I) to the Gaussian reference; it should cover the target.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="progress">Hears β, in [0, 1]; may be null.</param>
    /// <param name="cancellation">Ends the run with an exception.</param>
    /// <exception cref="InvalidOperationException">The target was not reached in the permitted number of temperature steps.</exception>
    public SequentialDraws Run(
        ITarget target, AffineMap reference, RandomStream random, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(random);
        RandomStreamState own = random.Fork().State;
        IslandWork islands = new(new WhitenedTarget(target, reference), options, own);
        islands.Start();
        List<double> betas = [0];
        List<double> steps = [options.Explorer.StepSize];
        List<double> acceptances = [];
        double logStep = Math.Log(options.Explorer.StepSize);
        while (betas[^1] < 1)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(betas[^1]);
            double next = Next(betas[^1], islands.Members);
            StepInfo info = islands.Step(next - betas[^1], next, options.Explorer.WithStepSize(Math.Exp(logStep)));
            betas.Add(next);
            steps.Add(Math.Exp(logStep));
            acceptances.Add(info.Acceptance);
            // Learns for the next temperature alone: within one temperature the kernel stays as it is.
            logStep += AdaptationRate * (info.Acceptance - options.Explorer.BestAcceptance);
            if (betas.Count > options.MostSteps)
            {
                throw new InvalidOperationException(
                    $"Sequential Monte Carlo has reached β = {next:g3} after {options.MostSteps} temperature steps and gives up. "
                    + "The reference may not cover the target: widen it, or check the target.");
            }
        }

        WeightedDraws draws = Collect(islands.Members, reference);
        AnnealingSchedule schedule = new(TemperatureSchedule.Of(betas), steps);
        return new SequentialDraws(
            draws, [.. islands.Members.Select(island => island.LogNormalizer + reference.LogDeterminant)], schedule, acceptances, islands.Divergent);
    }

    /// <summary>The largest β that keeps the wanted share of particles effective, by bisection.</summary>
    private double Next(double present, IReadOnlyList<ParticleIsland> islands)
    {
        double low = 0;
        double high = 1 - present;
        if (Share(high, islands) >= options.EffectiveShare)
        {
            return 1;
        }

        for (int halving = 0; halving < 60; halving++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Share(middle, islands) >= options.EffectiveShare ? (middle, high) : (low, middle);
        }

        double next = present + high;
        return next > present ? next : Math.BitIncrement(present);
    }

    private static double Share(double step, IReadOnlyList<ParticleIsland> islands)
    {
        double largest = islands.Max(island => island.LogRatio.Max());
        double sum = 0;
        double squares = 0;
        int count = 0;
        foreach (ParticleIsland island in islands)
        {
            foreach (double value in island.LogRatio)
            {
                double weight = Math.Exp(step * (value - largest));
                sum += weight;
                squares += weight * weight;
                count++;
            }
        }

        return sum * sum / (squares * count);
    }

    private static WeightedDraws Collect(IReadOnlyList<ParticleIsland> islands, AffineMap reference)
    {
        const int Lanes = ChainBlock.DefaultLanes;
        ChainBlock[] blocks = [.. islands.SelectMany(island => island.Blocks)];
        Batch white = new(blocks.Length * Lanes, reference.Dimension);
        for (int row = 0; row < white.Count; row++)
        {
            for (int column = 0; column < white.Dimension; column++)
            {
                white[row, column] = blocks[row / Lanes].Points[(column * Lanes) + (row % Lanes)];
            }
        }

        Batch points = new(white.Count, white.Dimension);
        reference.Apply(white, points);
        int size = white.Count / islands.Count;
        return new WeightedDraws(points, [.. Enumerable.Range(0, white.Count).Select(row => islands[row / size].LogNormalizer + reference.LogDeterminant)]);
    }

    /// <summary>The islands, one chunk each.</summary>
    private sealed class IslandWork(ITarget density, SequentialMonteCarloOptions options, RandomStreamState random) : IChunkedWork
    {
        private readonly LaneKernelPool kernels = new(density, ChainBlock.DefaultLanes);
        private double step;
        private double inverseTemperature;
        private IMarkovKernel? explorer;

        public ParticleIsland[] Members { get; } =
            [.. Enumerable.Range(0, options.Islands).Select(index => new ParticleIsland(density.Dimension, options.ParticlesPerIsland, random.Split(index)))];

        public long Divergent { get; private set; }

        public void Start() => WorkerPool.Shared.Run(Members.Length, this);

        public StepInfo Step(double width, double next, IMarkovKernel kernel)
        {
            (step, inverseTemperature, explorer) = (width, next, kernel);
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
                Members[chunk].Move(explorer, options.Moves, new TemperedLanes(kernel, (float)inverseTemperature));
            }

            kernels.Return(kernel);
        }
    }
}
