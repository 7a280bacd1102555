using Samovar.Checks;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.MarkovChains.Tempering;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Verdicts;

/// <summary>A target with as much evidence about its modes as could be had.</summary>
/// <param name="Target">The target, with <see cref="IHasTemperedSample"/> where a short run was made and trusted.</param>
/// <param name="Notes">What was made, what it cost, and why it is missing where it is.</param>
public sealed record TemperedEvidence(ITarget Target, IReadOnlyList<Finding> Notes);

/// <summary>A short run of parallel tempering next to a run about a density whose modes are not known, because a sampler that lost a mode cannot know it.</summary>
public static class ShortTempering
{
    private const ulong Seed = 50_000;

    /// <summary>Most score evaluations, and fewest for which tempering is worth while.</summary>
    private const long MostScores = 4_000_000;
    private const long FewestScores = 400_000;

    /// <summary>What the run may cost, as a share of the one that is judged.</summary>
    private const double Share = 0.2;
    private const int Ladders = 32;
    private const int Rungs = 16;
    private const int Leaps = 5;
    private const int MostDraws = 8_000;

    /// <summary>Tempered chains that disagree more than this are no evidence.</summary>
    private const double LargestRHat = 1.2;

    /// <summary>Makes the run, unless true draws, modes or wells are known, or the judged method tempers itself.</summary>
    /// <param name="target">The density.</param>
    /// <param name="run">The run to be judged; its cost bounds that of the tempered one.</param>
    public static TemperedEvidence Beside(ITarget target, Run run)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(run);
        bool known = target.Capability<IHasModes>() is not null || target.Capability<IHasWells>() is not null || target.Capability<ILogConcave>() is not null;
        if (known || run.Tempers() || TrueDraws.Of(target) is not null)
        {
            return new TemperedEvidence(target, []);
        }

        long budget = Math.Min((long)(Share * Math.Max(run.Cost.Energies, run.Cost.Scores)), MostScores);
        return budget < FewestScores
            ? Without(target, $"a fifth of what the run cost pays for {budget:#,0} evaluations, and {FewestScores:#,0} are needed")
            : Made(target, budget);
    }

    private static TemperedEvidence Made(ITarget target, long budget)
    {
        MeteredTarget metered = new(target);
        RandomStream random = RandomStream.FromSeed(Seed);
        int scans = (int)(budget / (Ladders * Rungs * (Leaps + 1)));
        int rounds = Math.Clamp((int)Math.Log2(scans / 32.0), 1, 6);
        ParallelTempering tempering = new(new ParallelTemperingOptions
        {
            Ladders = Ladders,
            MostRungs = Rungs,
            Rounds = rounds,
            LeastScans = Math.Max(scans / 2, 16),
            MostScans = Math.Max(scans / 2, 16),
            AnnealedStart = false,
            Explorer = new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.5, LeapfrogSteps = Leaps, StepSpread = 1.5 }),
        });
        try
        {
            AffineMap reference = ReferenceFit.Of(metered, random.Named("reference"));
            TemperedDraws draws = tempering.Run(metered, reference, MostDraws, random);
            double disagreement = ChainDiagnostics.Of(draws.Trace.Chains()).WorstRHat;
            return draws.RoundTrips == 0 ? Without(target, $"no point of a tempered run of {metered.Cost.Scores:#,0} evaluations travelled from the reference to the target and back")
                : !(disagreement <= LargestRHat) ? Without(target, $"the ladders of a tempered run of {metered.Cost.Scores:#,0} evaluations disagree, R-hat {disagreement:0.00}")
                : new TemperedEvidence(new SampledTarget(target, draws.Trace.Points(MostDraws)), [Told(metered.Cost.Scores, draws.RoundTrips)]);
        }
        catch (SamplingFailedException failure)
        {
            return Without(target, $"tempering failed: {failure.Message}");
        }
    }

    private static Finding Told(long scores, long trips) => new(
        Severity.Green,
        "tempered-reference",
        $"No exact draws or modes are known, so a short run of parallel tempering was made to compare with: {scores:#,0} score evaluations, not counted in the run's cost, "
        + $"and {trips:#,0} round trips. A mode that it missed too would not be noticed.",
        "For a longer one: samovar sample TARGET --method pt.");

    private static TemperedEvidence Without(ITarget target, string reason) => new(
        target,
        [
            new Finding(
                Severity.Green, "tempered-reference", $"No short run of parallel tempering stands beside this one to compare with: {reason}.",
                "Make one: samovar sample TARGET --method pt."),
        ]);

    /// <summary>A target and what a tempered run drew from it; everything else is the target's.</summary>
    private sealed class SampledTarget(ITarget inner, Batch sample) : ITarget, IHasTemperedSample
    {
        public string Name => inner.Name;

        public int Dimension => inner.Dimension;

        public Batch TemperedSample => sample;

        public void LogDensity(Batch points, Span<double> logDensity) => inner.LogDensity(points, logDensity);

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => inner.LogDensityAndScore(points, logDensity, score);

        public T? Capability<T>()
            where T : class => this as T ?? inner.Capability<T>();
    }
}
