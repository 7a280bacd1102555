using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Tempering;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Settings of method "ais".</summary>
public sealed record AnnealedImportanceSettings
{
    /// <summary>Temperature steps for each one that a pilot run of sequential Monte Carlo needed. Range [1, ∞). Default 8.</summary>
    public int Refinement { get; init => field = Require.That(value, value >= 1, "The schedule is refined by at least 1."); } = 8;

    /// <summary>Moves at each temperature. Range [1, ∞). Default 1.</summary>
    public int Moves { get; init => field = Require.That(value, value >= 1, "Each temperature takes at least 1 move."); } = 1;

    /// <summary>Chains that go back from the target, for the upper bound; 0 for none. Range [0, ∞). Default 1,024.</summary>
    public int ReverseChains { get; init => field = Require.That(value, value >= 0, "The number of reverse chains is not negative."); } = 1_024;

    /// <summary>Standard deviation of an isotropic reference around 0, in the units of the points; 0 (default) for one that is fitted. Range [0, ∞).</summary>
    public double ReferenceWidth { get; init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The width of the reference is positive, or 0 to fit one."); }

    /// <summary>How chains move. Default auto.</summary>
    public Explorer Explorer { get; init; }
}

/// <summary>Annealed importance sampling, forward and back.</summary>
/// <param name="settings">Settings.</param>
[Catalogued("ais")]
public sealed class AnnealedImportanceMethod(AnnealedImportanceSettings settings) : IDirectMethod
{
    /// <inheritdoc/>
    public string Summary => "annealed importance sampling, forward and back; weighted draws; log Z between a lower and an upper bound";

    /// <inheritdoc/>
    public Citation Source { get; } = new("neal2001annealed", "Annealed importance sampling", "Neal, Radford M.", 2001, "Statistics and Computing 11");

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target) => StartingPoints.Problems(target);

    /// <inheritdoc/>
    public DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(request);
        RandomStream random = RandomStream.FromSeed(request.Seed);
        request.Tell(0, "finding a reference");
        AffineMap reference = ReferenceFit.Of(target, settings.ReferenceWidth, random.Named("reference"));
        ITunableKernel explorer = Explorers.Make(settings.Explorer, target.Dimension);
        // The pilot fixes temperatures and step sizes; the weights that count come from runs of their own.
        SequentialDraws pilot = new SequentialMonteCarlo(new SequentialMonteCarloOptions { Explorer = explorer, MostBatches = 1 })
            .Run(target, reference, 1, random, beta => request.Tell(0.2 * beta, "pilot"), cancellation);
        AnnealingSchedule schedule = pilot.Schedule.Refined(settings.Refinement);
        AnnealedImportanceSampling sampling = new(schedule, explorer, settings.Moves);
        request.Tell(0.2, "forward chains");
        WeightedDraws forward = sampling.Forward(target, reference, request.Count, random, cancellation);
        DirectDraws draws = new(forward.Points)
        {
            LogWeights = forward.LogWeights,
            LogNormalizer = LogNormalizerInterval.Of(
                forward.LogNormalizer, forward.LogNormalizerError, Math.Max(2, request.Count), $"{request.Count} forward chains over {schedule.Temperatures.Count - 1} temperature steps"),
            Diagnostics =
            [
                new Diagnostic("temperature-steps", schedule.Temperatures.Count - 1, "from the reference to the target"),
                new Diagnostic("ess-share", forward.EffectiveSampleSize / request.Count, "effective share of the weighted draws; 1 is perfect"),
                new Diagnostic("elbo", forward.LogWeights.Average(), "mean log-weight: a lower bound of ln Z"),
            ],
            Curves = TemperingCurves.Of(pilot.Schedule, pilot.Acceptances),
        };
        return settings.ReverseChains == 0 ? WithFindings(draws, forward, null)
            : Sandwiched(draws, forward, Backward(target, reference, sampling, pilot, random, cancellation), target);
    }

    private WeightedDraws Backward(
        ITarget target, AffineMap reference, AnnealedImportanceSampling sampling, SequentialDraws pilot, RandomStream random, CancellationToken cancellation)
    {
        Batch starts = new(settings.ReverseChains, target.Dimension);
        if (target.Capability<IHasExactDraws>() is { } exact)
        {
            exact.DrawExactly(starts, random);
        }
        else
        {
            starts.CopyFrom(pilot.Draws.Resampled(settings.ReverseChains, random));
        }

        return sampling.Reverse(target, reference, starts, random, cancellation);
    }

    private static DirectDraws Sandwiched(DirectDraws draws, WeightedDraws forward, WeightedDraws backward, ITarget target)
    {
        string starts = target.Capability<IHasExactDraws>() is null ? "from particles of the pilot, so not a strict bound" : "from exact draws";
        return WithFindings(
            draws with
            {
                Diagnostics =
                [
                    .. draws.Diagnostics,
                    new Diagnostic("log-normalizer-reverse", -backward.LogNormalizer, $"ln Z from reverse chains {starts}"),
                    new Diagnostic("log-normalizer-reverse-error", backward.LogNormalizerError, "its standard error, in nats"),
                    new Diagnostic("eubo", -backward.LogWeights.Average(), $"minus the mean reverse log-weight: an upper bound of ln Z; {starts}"),
                ],
            },
            forward,
            backward);
    }

    private static DirectDraws WithFindings(DirectDraws draws, WeightedDraws forward, WeightedDraws? backward)
    {
        List<Finding> findings = [];
        double share = forward.EffectiveSampleSize / forward.Points.Count;
        if (share < 0.1)
        {
            findings.Add(new Finding(
                Severity.Red, "weights", $"The weights are so uneven that {forward.Points.Count} draws are worth {forward.EffectiveSampleSize:0}.",
                "Take smaller temperature steps: --refinement 64."));
        }

        if (backward is not null)
        {
            double gap = -backward.LogNormalizer - forward.LogNormalizer;
            double error = Math.Sqrt(Math.Pow(forward.LogNormalizerError, 2) + Math.Pow(backward.LogNormalizerError, 2));
            if (Math.Abs(gap) > 4 * error + 0.01)
            {
                findings.Add(new Finding(
                    Severity.Amber, "sandwich", $"Forward and reverse chains disagree on ln Z by {gap:0.000} nats, with an error of ± {error:0.000}.",
                    "One direction misses something: refine the schedule, and compare with --method pt."));
            }
        }

        return draws with { Findings = findings };
    }
}
