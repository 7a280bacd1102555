using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>Takes the chains of one noisy point from the base to the posterior, then averages.</summary>
internal sealed class AnnealedPath
{
    private const int TemperatureLimit = 80;
    private const double UsualStep = -16;
    private const double SmallestStep = -90;

    private readonly AnnealedScoreOptions options;
    private readonly PosteriorChains chains;
    private readonly int lanes;
    private readonly float[] tempered;
    private readonly float[] logWeights;
    private readonly float[] weights;
    private readonly int[] chosen;
    private readonly double[] points;
    private readonly double[] gradients;
    private readonly double[] squares;
    private double totalWeight;
    private int activeLanes;
    private int level;

    public AnnealedPath(ITarget target, LaneBlockPool kernels, AnnealedScoreOptions options)
    {
        this.options = options;
        ILaneKernel kernel = kernels.Rent().Kernel;
        lanes = kernel.Lanes;
        chains = new PosteriorChains(kernel, target.Dimension, options.CentredAxes) { LongestDrift = (float)(options.LongestDrift ?? double.PositiveInfinity) };
        tempered = new float[lanes];
        logWeights = new float[lanes];
        weights = new float[lanes];
        chosen = new int[lanes];
        points = new double[target.Dimension];
        gradients = new double[target.Dimension];
        squares = new double[target.Dimension];
    }

    /// <summary>ln of the estimate of ∫ N(x; y, s²) exp(−E(x)) dx by the last path: the noised density at y, up to the normalizer of the target.</summary>
    /// <remarks>With equal temperature steps its exponential is unbiased. Not finite where at some temperature no chain had any weight.</remarks>
    public double LogNormalizer { get; private set; }

    /// <summary>Runs the whole path.</summary>
    /// <returns>Number of temperatures used.</returns>
    public int Run(ReadOnlySpan<float> y, float scale, LangevinSteps steps, RandomStreamState random)
    {
        chains.Start(y, scale, options.ReferenceWidth, random);
        level = steps.LevelOf(scale);
        ResetWeights();
        LogNormalizer = chains.BaseLogMass();
        bool sweeps = scale >= options.SmallestSweptScale;
        double inverseTemperature = 0;
        int count = 0;
        while (inverseTemperature < 1)
        {
            chains.TemperedLogDensity(MemoryMarshal.Cast<float, Vector512<float>>(tempered.AsSpan()));
            double next = Next(inverseTemperature, ++count);
            Reweigh(next - inverseTemperature);
            inverseTemperature = next;
            if (options.Resample)
            {
                ResampleAll();
            }

            bool last = inverseTemperature >= 1;
            Move(inverseTemperature, steps, last && !options.Resample ? 0 : options.Moves);
            Sweep(inverseTemperature, sweeps ? options.Sweeps : 0);
        }

        if (!options.Resample)
        {
            LogNormalizer += new WeightedLanes(logWeights, weights).LogSum - Math.Log(activeLanes);
        }

        if (options.ChooseOne)
        {
            ChooseOne();
        }

        Sweep(1, !sweeps ? 0 : scale >= options.WideScale ? options.FinalWideSweeps : options.FinalSweeps);
        Finish(steps);
        return count;
    }

    /// <summary>Means of point, score and squared score in one coordinate.</summary>
    public (double Point, double Score, double SquaredScore) Means(int column) =>
        (points[column] / totalWeight, gradients[column] / totalWeight, squares[column] / totalWeight);

    private void Finish(LangevinSteps steps)
    {
        points.AsSpan().Clear();
        gradients.AsSpan().Clear();
        squares.AsSpan().Clear();
        totalWeight = 0;
        WeightedLanes shares = new(logWeights, weights);
        int skipped = Math.Max(0, options.FinalMoves - options.AveragedStates);
        Move(1, steps, skipped, final: true);
        if (options.FinalMoves == 0)
        {
            Accumulate(shares);
        }

        for (int move = skipped; move < options.FinalMoves; move++)
        {
            Move(1, steps, 1, final: true);
            Accumulate(shares);
        }
    }

    private void Accumulate(WeightedLanes shares)
    {
        totalWeight += 1;
        ReadOnlySpan<float> positions = MemoryMarshal.Cast<Vector512<float>, float>(chains.Points);
        ReadOnlySpan<float> scores = MemoryMarshal.Cast<Vector512<float>, float>(chains.Scores);
        for (int column = 0; column < points.Length; column++)
        {
            points[column] += shares.Mean(positions.Slice(column * lanes, lanes));
            (double mean, double square) = shares.Moments(scores.Slice(column * lanes, lanes));
            gradients[column] += mean;
            squares[column] += square;
        }
    }

    private void Move(double inverseTemperature, LangevinSteps steps, int count, bool final = false)
    {
        double? given = final ? options.FinalStep : options.AnnealingStep;
        int entry = LangevinSteps.EntryAt(level, inverseTemperature);
        double precision = chains.GaussianAt(inverseTemperature).Precision;
        float step = (float)(given ?? (steps.FactorOf(entry) / (precision + (inverseTemperature * options.Stiffness))));
        for (int move = 0; move < count; move++)
        {
            int accepted = chains.Langevin(inverseTemperature, step);
            steps.Count(entry, accepted, lanes);
        }
    }

    private void Sweep(double inverseTemperature, int count)
    {
        for (int sweep = 0; sweep < count; sweep++)
        {
            chains.Sweep(inverseTemperature, options.SmallestProposal);
        }

        if (count > 0)
        {
            chains.Refresh();
        }
    }

    /// <summary>The next inverse temperature: equal steps, or the largest step that leaves the wanted effective share (bisection in the logarithm).</summary>
    private double Next(double inverseTemperature, int count)
    {
        if (options.Temperatures is { } temperatures)
        {
            return count >= temperatures ? 1 : (double)count / temperatures;
        }

        double largest = 1 - inverseTemperature;
        double wanted = options.EffectiveShare * options.Chains;
        if (count >= TemperatureLimit || EffectiveSizeAfter(largest) >= wanted)
        {
            return 1;
        }

        double top = Math.Log(largest);
        double found = Bisect(UsualStep, top, 9, wanted);
        // Where particles overlap the energy spans tens of orders of magnitude: then the search goes further down.
        return inverseTemperature + Math.Exp(found > UsualStep ? found : Bisect(SmallestStep, UsualStep, 12, wanted));
    }

    /// <summary>The largest logarithm of a step, on a grid of halvings, that leaves the wanted effective size; the low end where none does.</summary>
    private double Bisect(double low, double high, int halvings, double wanted)
    {
        for (int halving = 0; halving < halvings; halving++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = EffectiveSizeAfter(Math.Exp(middle)) < wanted ? (low, middle) : (middle, high);
        }

        return low;
    }

    private double EffectiveSizeAfter(double step)
    {
        Span<Vector512<float>> trial = MemoryMarshal.Cast<float, Vector512<float>>(weights.AsSpan());
        ReadOnlySpan<Vector512<float>> present = MemoryMarshal.Cast<float, Vector512<float>>(logWeights);
        ReadOnlySpan<Vector512<float>> density = MemoryMarshal.Cast<float, Vector512<float>>(tempered);
        for (int index = 0; index < trial.Length; index++)
        {
            trial[index] = present[index] + ((float)step * density[index]);
        }

        return WeightedLanes.EffectiveSizeOf(trial);
    }

    private void Reweigh(double step)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            logWeights[lane] += (float)step * tempered[lane];
        }
    }

    /// <summary>Unused lanes, where the number of chains is no multiple of 16, carry no weight.</summary>
    private void ResetWeights()
    {
        logWeights.AsSpan(0, options.Chains).Clear();
        logWeights.AsSpan(options.Chains).Fill(float.NegativeInfinity);
        activeLanes = options.Chains;
    }

    private void ResampleAll()
    {
        LogNormalizer += new WeightedLanes(logWeights, weights).LogSum - Math.Log(activeLanes);
        activeLanes = lanes;
        SystematicResampling.Choose<float>(weights, chains.NextUniform(), chosen);
        chains.Choose(chosen);
        logWeights.AsSpan().Clear();
    }

    private void ChooseOne()
    {
        _ = new WeightedLanes(logWeights, weights);
        SystematicResampling.Choose<float>(weights, chains.NextUniform(), chosen.AsSpan(0, 1));
        chosen.AsSpan().Fill(chosen[0]);
        chains.Choose(chosen);
        logWeights.AsSpan().Fill(float.NegativeInfinity);
        logWeights[0] = 0;
    }
}

/// <summary>Paths for as many threads as ask at once.</summary>
internal sealed class AnnealedPathPool(ITarget target, AnnealedScoreOptions options)
{
    private readonly ConcurrentBag<AnnealedPath> free = [];
    private readonly LaneBlockPool kernels = new(target, (options.Chains + 15) / 16 * 16);

    public AnnealedPath Rent() => free.TryTake(out AnnealedPath? path) ? path : new AnnealedPath(target, kernels, options);

    public void Return(AnnealedPath path) => free.Add(path);
}
