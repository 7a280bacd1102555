using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Tempering;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Settings of method "smc".</summary>
public sealed record SequentialMonteCarloSettings
{
    /// <summary>Particles per island, a multiple of 32. Default 256.</summary>
    public int Particles { get; init => field = Require.That(value, value >= 32 && value % 32 == 0, "The number of particles of an island is a multiple of 32."); } = 256;

    /// <summary>Islands of one batch. Range [4, ∞). Default 16.</summary>
    public int Islands { get; init => field = Require.That(value, value >= 4, "At least 4 islands are needed for a standard error."); } = 16;

    /// <summary>Share of effective particles that each temperature step keeps. Range (0, 1). Default 0.9.</summary>
    public double EffectiveShare { get; init => field = Require.That(value, value is > 0 and < 1, "The share lies between 0 and 1."); } = 0.9;

    /// <summary>Least moves at each temperature. Range [1, ∞). Default 4.</summary>
    public int Moves { get; init => field = Require.That(value, value >= 1, "Each temperature takes at least 1 move."); } = 4;

    /// <summary>Most moves at each temperature; between the two their number follows from how soon particles forget. Range [1, ∞). Default 64.</summary>
    public int MostMoves { get; init => field = Require.That(value, value >= 1, "Each temperature takes at least 1 move."); } = 64;

    /// <summary>Standard error of ln Z, in nats, at which the run may end. Range (0, ∞). Default 0.015.</summary>
    public double Precision { get; init => field = Require.That(value, value > 0, "The precision of ln Z is a positive number of nats."); } = 0.015;

    /// <summary>Batches at which the run ends whatever the precision. Range [1, ∞). Default 64.</summary>
    public int MostBatches { get; init => field = Require.That(value, value >= 1, "At least 1 batch is needed."); } = 64;

    /// <summary>Standard deviation of an isotropic reference around 0, in the units of the points; 0 (default) for one that is fitted. Range [0, ∞).</summary>
    public double ReferenceWidth { get; init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The width of the reference is positive, or 0 to fit one."); }

    /// <summary>How particles move. Default auto.</summary>
    public Explorer Explorer { get; init; }
}

/// <summary>Sequential Monte Carlo with adapted temperatures.</summary>
/// <param name="settings">Settings.</param>
[Catalogued("smc")]
public sealed class SequentialMonteCarloMethod(SequentialMonteCarloSettings settings) : IBudgetedMethod
{
    /// <summary>Steps between e^−3 and 1 of the tuned one: particles have no colder or hotter neighbour to help them into narrow places.</summary>
    private const double StepSpread = 3;

    /// <inheritdoc/>
    public string Summary => "sequential Monte Carlo with adapted temperatures; log Z with its error from independent islands";

    /// <inheritdoc/>
    public Citation Source { get; } = new(
        "delmoral2006sequential", "Sequential Monte Carlo samplers", "Del Moral, Pierre and Doucet, Arnaud and Jasra, Ajay", 2006,
        "Journal of the Royal Statistical Society B 68(3)");

    /// <inheritdoc/>
    public string Unit => "a batch of islands";

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target) => StartingPoints.Problems(target);

    /// <inheritdoc/>
    public DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(request);
        RandomStream random = RandomStream.FromSeed(request.Seed);
        request.Tell(0, "finding a reference");
        MeteredTarget metered = new(target);
        AffineMap reference = ReferenceFit.Of(metered, settings.ReferenceWidth, random.Named("reference"));
        SequentialMonteCarlo sampler = new(new SequentialMonteCarloOptions
        {
            ParticlesPerIsland = settings.Particles,
            Islands = settings.Islands,
            EffectiveShare = settings.EffectiveShare,
            Moves = settings.Moves,
            MostMoves = settings.MostMoves,
            Precision = settings.Precision,
            MostBatches = settings.MostBatches,
            Explorer = Explorers.Make(settings.Explorer, target.Dimension, StepSpread),
        })
        {
            Spent = request.Spent,
        };
        SequentialDraws draws = sampler.Run(target, reference, request.Count, random, beta => request.Tell(beta, "tempering"), cancellation);
        return new DirectDraws(draws.Draws.Resampled(request.Count, random))
        {
            LogNormalizer = LogNormalizerInterval.Of(
                draws.LogNormalizer, draws.LogNormalizerError, draws.IslandLogNormalizers.Count,
                $"mean over {draws.IslandLogNormalizers.Count} islands of {settings.Particles} particles, {draws.Acceptances.Count} temperature steps"),
            Diagnostics =
            [
                new Diagnostic(DirectDraws.WarmUp, metered.Cost.Total, "energies and scores for the reference, which more draws would not pay again"),
                new Diagnostic(DirectDraws.EffectiveParticles, draws.Draws.EffectiveSampleSize, "by their weights alone; particles of an island share ancestors, so it is an upper bound"),
                new Diagnostic("temperature-steps", draws.Acceptances.Count, "from the reference to the target"),
                new Diagnostic("moves", draws.Moves.Max(), "at the temperature that took most"),
                new Diagnostic("islands", draws.IslandLogNormalizers.Count, $"of {settings.Particles} particles each, independent of each other"),
                new Diagnostic("island-spread", Spread(draws.IslandLogNormalizers), "standard deviation of ln Z between islands, in nats"),
                new Diagnostic("acceptance", draws.Acceptances.Min(), "of the moves, at the worst temperature"),
                new Diagnostic("divergences", draws.Divergent, "proposals that were not finite"),
            ],
            Findings = [.. Findings(draws, request)],
            Curves = TemperingCurves.Of(draws.Schedule, draws.Acceptances),
        };
    }

    /// <summary>Islands outside the support estimate Z by 0; their logarithm is left out, and said elsewhere.</summary>
    private static double Spread(IReadOnlyList<double> logNormalizers)
    {
        double[] finite = [.. logNormalizers.Where(double.IsFinite)];
        double mean = finite.Average();
        return Math.Sqrt(finite.Sum(value => (value - mean) * (value - mean)) / (finite.Length - 1));
    }

    private IEnumerable<Finding> Findings(SequentialDraws draws, DirectRequest request)
    {
        bool isBudgeted = request.Spent is not null;
        if (draws.Draws.Points.Count < request.Count)
        {
            yield return new Finding(
                Severity.Amber, "repeats", $"The budget paid for {draws.Draws.Points.Count} particles, so the {request.Count} draws repeat them.",
                "Allow a larger budget, or ask for fewer draws (--count).");
        }

        double spread = Spread(draws.IslandLogNormalizers);
        if (spread > 1)
        {
            yield return new Finding(
                Severity.Red, "islands-agree", $"The islands disagree on ln Z by {spread:0.0} nats: few of them carry all the weight, and the error is not to be trusted.",
                "Use more particles (--particles 1024) and moves (--moves 20), or --method pt.");
        }

        int lost = draws.IslandLogNormalizers.Count(double.IsNegativeInfinity);
        if (lost > 0)
        {
            yield return new Finding(
                Severity.Amber, "support", $"{lost} of {draws.IslandLogNormalizers.Count} islands began outside the support of the density and weigh nothing.",
                "If the support is bounded, map it to the whole space, or use more particles (--particles 1024).");
        }

        if (draws.Acceptances.Min() < 0.1)
        {
            yield return new Finding(
                Severity.Amber, "acceptance", $"At one temperature only {draws.Acceptances.Min():p0} of the moves are accepted.",
                "Smaller temperature steps let the step size follow: --effective-share 0.97.");
        }

        if (!isBudgeted && !(draws.LogNormalizerError <= settings.Precision))
        {
            yield return new Finding(
                Severity.Amber, "log-normalizer",
                $"ln Z is known to ± {draws.LogNormalizerError:0.000}, not to the {settings.Precision} asked for, after {draws.IslandLogNormalizers.Count} islands.",
                "Allow more batches (--most-batches 500), or ask for less precision (--precision 0.05).");
        }
    }
}
