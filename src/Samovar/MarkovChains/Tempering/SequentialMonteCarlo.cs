using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Sequential Monte Carlo along p^β N(0, I)^(1−β): weight, resample, move, with temperatures chosen on the way.</summary>
/// <remarks>
/// Each step takes the largest Δβ that keeps a share of the particles effective. Source: Del Moral, Doucet and Jasra, 2006, Journal of the Royal
/// Statistical Society B 68(3); for the choice of steps Jasra et al., 2011, Scandinavian Journal of Statistics 38(1).
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class SequentialMonteCarlo(SequentialMonteCarloOptions options)
{
    private const double AdaptationRate = 1;

    /// <summary>
    /// Tells which share of a budget is spent; null (default) for no budget. With one, further batches run while the next fits in by the mean of those
    /// before it, whatever the precision and the number of particles asked for; only the first batch can overspend it.
    /// </summary>
    public Func<double>? Spent { get; init; }

    /// <summary>Runs batches of islands from the reference to the target until ln Z is known well enough and there are enough particles.</summary>
    /// <param name="target">The density p.</param>
    /// <param name="reference">Carries N(0, I) to the Gaussian reference; it should cover the target.</param>
    /// <param name="count">Least number of particles at the end, at least 1.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="progress">Hears β, in [0, 1], anew for each batch; may be null.</param>
    /// <param name="cancellation">Ends the run with an exception.</param>
    /// <exception cref="SamplingFailedException">No particle lies in the support of the target, or it was not reached in the permitted number of temperature steps.</exception>
    public SequentialDraws Run(
        ITarget target, AffineMap reference, int count, RandomStream random, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(random);
        RandomStreamState own = random.Fork().State;
        WhitenedTarget density = new(target, reference);
        LaneKernelPool kernels = new(density, ChainBlock.DefaultLanes);
        SequentialDraws? all = null;
        for (int batch = 0; NeedsMore(all, batch, count); batch++)
        {
            IslandBatch islands = new(kernels, density.Dimension, options, own.Split(batch));
            SequentialDraws draws = Batch(islands, reference, progress, cancellation);
            all = all is null ? draws : all + draws;
        }

        return all!;
    }

    private bool NeedsMore(SequentialDraws? all, int batches, int count) => Spent is not null
        ? all is null || Spent() * (batches + 1) <= batches
        : all is null || all.Draws.Points.Count < count || (all.LogNormalizerError > options.Precision && batches < options.MostBatches);

    /// <summary>Weight, resample, move, from β = 0 to β = 1.</summary>
    private SequentialDraws Batch(IslandBatch islands, AffineMap reference, Action<double>? progress, CancellationToken cancellation)
    {
        islands.Start();
        List<double> betas = [0];
        List<double> steps = [options.Explorer.StepSize];
        List<double> acceptances = [];
        List<int> moves = [];
        MoveAdaptation adaptation = new(options);
        double logStep = Math.Log(options.Explorer.StepSize);
        while (betas[^1] < 1)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(betas[^1]);
            double next = Next(betas[^1], islands.Members);
            StepInfo info = islands.Step(next - betas[^1], next, options.Explorer.WithStepSize(Math.Exp(logStep)), adaptation.Moves);
            betas.Add(next);
            steps.Add(Math.Exp(logStep));
            acceptances.Add(info.Acceptance);
            moves.Add(adaptation.Moves);
            // Learns for the next temperature alone: within one temperature the kernel stays as it is.
            logStep += AdaptationRate * (info.Acceptance - options.Explorer.BestAcceptance);
            adaptation.Learn(islands.Memory);
            if (islands.Members.All(island => double.IsNegativeInfinity(island.LogNormalizer)))
            {
                throw new SamplingFailedException(
                    "None of the particles drawn from the reference lies in the support of the target. Give a reference that meets the support, or more particles.");
            }

            if (betas.Count > options.MostSteps)
            {
                throw new SamplingFailedException(
                    $"Sequential Monte Carlo has reached β = {next:g3} after {options.MostSteps} temperature steps and gives up. "
                    + "The reference may not cover the target: widen it, or check the target.");
            }
        }

        AnnealingSchedule schedule = new(TemperatureSchedule.Of(betas), steps);
        double[] logNormalizers = [.. islands.Members.Select(island => island.LogNormalizer + reference.LogDeterminant)];
        return new SequentialDraws(islands.Collect(reference), logNormalizers, schedule, acceptances, moves, islands.Divergent);
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
        ParticleIsland[] alive = [.. islands.Where(island => island.LogNormalizer > double.NegativeInfinity)];
        double largest = alive.Max(island => island.LogRatio.Max());
        double sum = 0;
        double squares = 0;
        int count = 0;
        foreach (ParticleIsland island in alive)
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
}
