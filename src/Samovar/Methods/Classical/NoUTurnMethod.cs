using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Settings of method "nuts".</summary>
public sealed record NoUTurnSettings
{
    /// <summary>Number of chains. Range [4, ∞). Default 32, one per SIMD lane.</summary>
    public int Chains { get; init => field = Require.That(value, value >= 4, "At least 4 chains are needed to see disagreement."); } = 32;

    /// <summary>Transitions of warm-up, dropped. Range [20, ∞). Default 500.</summary>
    public int WarmUp { get; init => field = Require.That(value, value >= 20, "At least 20 transitions of warm-up are needed."); } = 500;

    /// <summary>Mean acceptance statistic that the step size is adapted to. Range (0, 1). Default 0.8.</summary>
    public double Acceptance { get; init => field = Require.That(value, value is > 0 and < 1, "The acceptance lies between 0 and 1."); } = 0.8;
}

/// <summary>The no-U-turn sampler with windowed adaptation.</summary>
/// <param name="settings">Settings.</param>
[Catalogued("nuts")]
public sealed class NoUTurnMethod(NoUTurnSettings settings) : IDirectMethod
{
    private const int FewestSteps = 8;

    /// <inheritdoc/>
    public string Summary => "no-U-turn sampler, windowed adaptation of step size and covariance; for one mode or well connected ones; no log Z";

    /// <inheritdoc/>
    public Citation Source { get; } = new(
        "hoffman2014nuts", "The No-U-Turn Sampler: adaptively setting path lengths in Hamiltonian Monte Carlo",
        "Hoffman, Matthew D. and Gelman, Andrew", 2014, "arXiv:1111.4246");

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target) => StartingPoints.Problems(target);

    /// <inheritdoc/>
    public DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(request);
        RandomStream random = RandomStream.FromSeed(request.Seed);
        request.Tell(0, "finding where to start");
        AffineMap reference = ReferenceFit.Of(target, random.Named("reference"));
        (Batch starts, int refused) = StartingPoints.Draw(target, reference, settings.Chains, random);
        int steps = Math.Max(FewestSteps, (request.Count + settings.Chains - 1) / settings.Chains);
        NoUTurnSampler sampler = new(new NoUTurnOptions { WarmUp = settings.WarmUp, Acceptance = settings.Acceptance });
        NoUTurnRun run = sampler.Run(target, starts, steps, random, new Listener(request), cancellation);
        ChainDiagnostics diagnostics = ChainDiagnostics.Of(run.Draws);
        return new DirectDraws(ChainRun.Thinned(run.Draws, request.Count))
        {
            Diagnostics =
            [
                new Diagnostic("chains", settings.Chains, "started from scattered points"),
                new Diagnostic("acceptance", run.Acceptance, "mean acceptance statistic"),
                new Diagnostic("step-size", run.StepSize, "tuned, in whitened coordinates"),
                new Diagnostic("tree-depth", run.MeanDepth, "mean number of doublings of a trajectory"),
                new Diagnostic("divergences", run.Divergences, "trajectories that left the level set"),
                new Diagnostic("bulk-ess-per-gradient", diagnostics.LeastBulkEss / run.Cost.Scores, "worst coordinate, warm-up not counted"),
                .. ChainVerdict.Diagnostics(diagnostics),
            ],
            Findings =
            [
                .. ChainRun.Findings(refused, settings.Chains, new StepInfo(run.Acceptance, 0, 0, settings.Chains)),
                .. Divergences(run.Divergences, (long)settings.Chains * steps),
                .. ChainVerdict.Findings(diagnostics),
            ],
        };
    }

    private static IEnumerable<Finding> Divergences(long divergences, long transitions)
    {
        if (divergences > 0)
        {
            yield return new Finding(
                divergences > 0.01 * transitions ? Severity.Red : Severity.Amber, "divergences",
                $"{divergences} of {transitions} trajectories diverged: some region is too narrow for the step size and is visited too rarely.",
                "Raise --acceptance 0.95, or choose coordinates in which the density has one scale.");
        }
    }

    private sealed class Listener(DirectRequest request) : IProgress<double>
    {
        public void Report(double value) => request.Tell(value, "warming up and drawing");
    }
}
