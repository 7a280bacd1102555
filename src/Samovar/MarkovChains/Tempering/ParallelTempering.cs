using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>Non-reversible parallel tempering from a Gaussian reference, with a schedule that adapts, on many independent ladders at once.</summary>
/// <remarks>
/// Rounds of doubling length tune the temperatures to equal rejections and the step size of each temperature to its acceptance; then everything is
/// frozen, and the last round alone gives draws, ln Z and diagnostics. Exchanges alternate between even and odd pairs, which carries points along the
/// ladder instead of diffusing them. Source: Syed et al., 2022, arXiv:1905.02939.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class ParallelTempering(ParallelTemperingOptions options)
{
    private const int FirstRungs = 8;
    private const int FirstRound = 16;
    private const double RungsPerBarrier = 2.5;
    private const int AnnealingMoves = 5;

    /// <summary>Diagnostics of chains need as many steps.</summary>
    private const int FewestScans = 8;

    /// <summary>Particles of an island of annealing after all rounds; half as many for each round that a budget leaves out.</summary>
    private const int AnnealedParticles = 256;

    /// <summary>Share of a budget after which no further round of tuning begins: the next one, twice as long, and what follows it still leave half to the draws.</summary>
    private const double TuningShare = 0.1;

    /// <summary>When neighbours exchange their points; tests put wrong rules in its place.</summary>
    internal ExchangeRule Exchange { get; init; } = ExchangeRules.Metropolis;

    /// <summary>
    /// Tells which share of a budget is spent; null (default) for no budget. With one, tuning takes fewer rounds where the budget is small, and scans
    /// go on until it is spent, whatever the precision; it is overspent by less than a scan, or where the draws asked for need more.
    /// </summary>
    public Func<double>? Spent { get; init; }

    /// <summary>Runs the ladders.</summary>
    /// <param name="target">The density p.</param>
    /// <param name="reference">Carries N(0, I) to the Gaussian reference; it should cover the target.</param>
    /// <param name="count">Draws asked for, at least 1.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    /// <param name="progress">Hears the share done of the work foreseen, in [0, 1]; falls back when the scans double; may be null.</param>
    /// <param name="cancellation">Ends the run with an exception.</param>
    /// <exception cref="SamplingFailedException">No ladder has found the support of the target.</exception>
    public TemperedDraws Run(
        ITarget target, AffineMap reference, int count, RandomStream random, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RandomStreamState own = random.Fork().State;
        MeteredTarget metered = new(target);
        WhitenedTarget density = new(metered, reference);
        TemperatureSchedule schedule = TemperatureSchedule.Cubic(options.Rungs == 0 ? FirstRungs : options.Rungs);
        ITunableKernel[] explorers = [.. Enumerable.Repeat(options.Explorer, schedule.Count)];
        Ladders? ladders = null;
        int least = (count + options.Ladders - 1) / options.Ladders;
        int scans = Spent is null ? Math.Max(options.LeastScans, least) : Math.Max(FewestScans, least);
        double total = (FirstRound * ((1 << options.Rounds) - 1)) + scans;
        int round = 0;
        for (; round < options.Rounds && (round == 0 || !(Spent?.Invoke() > TuningShare)); round++)
        {
            ladders = new Ladders(density, schedule, options.Ladders, own.Split(round), ladders, Exchange);
            explorers = Tune(ladders, explorers, FirstRound << round, cancellation);
            progress?.Invoke(FirstRound * ((2 << round) - 1) / total);
            double[] rejections = ladders.Rejections();
            TemperatureSchedule next = schedule.Respaced(rejections, options.Rungs == 0 ? RungsFor(rejections.Sum()) : options.Rungs);
            double[] steps = [.. explorers.Select(kernel => Math.Log(kernel.StepSize))];
            explorers = [.. next.InverseTemperatures.Select(beta => options.Explorer.WithStepSize(Math.Exp(schedule.Interpolate(steps, beta))))];
            schedule = next;
        }

        ladders = new Ladders(density, schedule, options.Ladders, own.Split(round), ladders, Exchange);
        if (options.AnnealedStart)
        {
            int particles = Math.Max(ChainBlock.DefaultLanes, AnnealedParticles >> (options.Rounds - round));
            ladders.Anneal(explorers, new SequentialMonteCarloOptions { Moves = AnnealingMoves, ParticlesPerIsland = particles }, own.Named("annealing"));
        }

        explorers = Tune(ladders, explorers, FirstRound << (round - 1), cancellation);
        if (!ladders.IsInSupport)
        {
            throw new SamplingFailedException(
                $"No point that {options.Ladders} ladders tried at the temperature of '{target.Name}' has a finite energy. Give a reference that meets the support, or check the energy.");
        }

        ladders.Forget();
        EvaluationCost tuning = metered.Cost;
        TemperedDraws draws = Draw(ladders, schedule, explorers, new TemperedTrace(reference, options.Ladders, Math.Max(options.LeastScans, scans)), scans, new Report(progress, 1 - (scans / total), cancellation));
        return draws with { TuningCost = tuning };
    }

    private int RungsFor(double barrier) => Math.Clamp((int)Math.Ceiling(RungsPerBarrier * barrier) + 2, 4, options.MostRungs);

    private static ITunableKernel[] Tune(Ladders ladders, ITunableKernel[] explorers, int scans, CancellationToken cancellation)
    {
        StepSizeAdaptation[] adaptations = [.. explorers.Select(kernel => new StepSizeAdaptation(kernel.StepSize, kernel.BestAcceptance))];
        double[] acceptance = new double[ladders.Rungs];
        IMarkovKernel[] present = [.. explorers];
        for (int scan = 0; scan < scans; scan++)
        {
            cancellation.ThrowIfCancellationRequested();
            ladders.Scan(present, acceptance);
            for (int rung = 1; rung < explorers.Length; rung++)
            {
                adaptations[rung].Update(acceptance[rung]);
                present[rung] = explorers[rung].WithStepSize(adaptations[rung].StepSize);
            }
        }

        return [.. explorers.Zip(adaptations, (kernel, adaptation) => kernel.WithStepSize(adaptation.AveragedStepSize))];
    }

    /// <summary>Scans with everything frozen: until the budget is spent, or as many as foreseen, then twice as many, until ln Z is known well enough.</summary>
    private TemperedDraws Draw(Ladders ladders, TemperatureSchedule schedule, ITunableKernel[] explorers, TemperedTrace trace, long end, Report report)
    {
        double[] acceptance = new double[ladders.Rungs];
        double[] sum = new double[ladders.Rungs];
        (double Value, double StandardError) logNormalizer;
        do
        {
            end = ladders.Scans == 0 ? end : 2 * end;
            while (ladders.Scans < end || Spent?.Invoke() < 1)
            {
                report.Step(Spent is null ? (double)ladders.Scans / end : Math.Min(1, Spent()));
                ladders.Scan(explorers, acceptance);
                trace.Add(ladders.Coldest);
                for (int rung = 0; rung < sum.Length; rung++)
                {
                    sum[rung] += acceptance[rung];
                }
            }

            logNormalizer = ladders.Bridges.Total();
        }
        while (Spent is null && logNormalizer.StandardError > options.Precision && 2 * end <= options.MostScans);

        return new TemperedDraws(trace)
        {
            LogNormalizer = logNormalizer.Value + trace.Reference.LogDeterminant,
            LogNormalizerError = logNormalizer.StandardError,
            Scans = ladders.Scans,
            Schedule = schedule,
            Rejections = ladders.Rejections(),
            Acceptances = [.. sum.Select(total => total / ladders.Scans)],
            StepSizes = [.. explorers.Select(kernel => kernel.StepSize)],
            Arrivals = ladders.Trips.Arrivals,
            RoundTrips = ladders.Trips.Count,
            Divergent = ladders.Divergent,
        };
    }

    private sealed record Report(Action<double>? Progress, double Before, CancellationToken Cancellation)
    {
        public void Step(double share)
        {
            Cancellation.ThrowIfCancellationRequested();
            Progress?.Invoke(Before + ((1 - Before) * share));
        }
    }
}
