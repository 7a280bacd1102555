using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Diagnostics;
using Samovar.MarkovChains.Tempering;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Settings of method "pt".</summary>
public sealed record ParallelTemperingSettings
{
    /// <summary>Temperatures per ladder; 0 (default) for as many as the communication barrier asks for. Range 0 or [2, 256].</summary>
    public int Rungs { get; init => field = Require.That(value, value is 0 or (>= 2 and <= 256), "A ladder has 2 to 256 rungs, or 0 to let the barrier decide."); }

    /// <summary>Independent ladders; a multiple of 32. Default 32.</summary>
    public int Ladders { get; init => field = Require.That(value, value >= 32 && value % 32 == 0, "The number of ladders is a multiple of 32."); } = 32;

    /// <summary>Fewest scans after tuning. Range [8, ∞). Default 4,000.</summary>
    public int Scans { get; init => field = Require.That(value, value >= 8, "At least 8 scans are needed."); } = 4_000;

    /// <summary>Standard error of ln Z, in nats, at which the run may end. Range (0, ∞). Default 0.015.</summary>
    public double Precision { get; init => field = Require.That(value, value > 0, "The precision of ln Z is a positive number of nats."); } = 0.015;

    /// <summary>Scans at which the run ends whatever the precision. Range [1, ∞). Default 32,000.</summary>
    public int MostScans { get; init => field = Require.That(value, value >= 1, "At least 1 scan is needed."); } = 32_000;

    /// <summary>Standard deviation of an isotropic reference around 0, in the units of the points; 0 (default) for one that is fitted. Range [0, ∞).</summary>
    public double ReferenceWidth { get; init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The width of the reference is positive, or 0 to fit one."); }

    /// <summary>Whether all rungs start from annealed particles, for targets with places that chains hardly leave. Default true.</summary>
    public bool AnnealedStart { get; init; } = true;

    /// <summary>How each temperature is explored. Default auto.</summary>
    public Explorer Explorer { get; init; }
}

/// <summary>Non-reversible parallel tempering with an adapted schedule.</summary>
/// <param name="settings">Settings.</param>
[Catalogued("pt")]
public sealed class ParallelTemperingMethod(ParallelTemperingSettings settings) : IBudgetedMethod
{
    /// <inheritdoc/>
    public string Summary => "non-reversible parallel tempering; covers separated modes in their proportions; log Z with its error";

    /// <inheritdoc/>
    public Citation Source { get; } = new(
        "syed2022nonreversible", "Non-reversible parallel tempering: a scalable highly parallel MCMC scheme",
        "Syed, Saifuddin and Bouchard-Côté, Alexandre and Deligiannidis, George and Doucet, Arnaud", 2022, "arXiv:1905.02939");

    /// <inheritdoc/>
    public string Unit => "a scan of all temperatures";

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
        ParallelTempering tempering = new(new ParallelTemperingOptions
        {
            Rungs = settings.Rungs,
            Ladders = settings.Ladders,
            LeastScans = settings.Scans,
            MostScans = settings.MostScans,
            Precision = settings.Precision,
            AnnealedStart = settings.AnnealedStart,
            Explorer = Explorers.Make(settings.Explorer, target.Dimension),
        })
        {
            Spent = request.Spent,
        };
        TemperedDraws draws = tempering.Run(target, reference, request.Count, random, share => request.Tell(share, "tempering"), cancellation);
        ChainDiagnostics diagnostics = ChainDiagnostics.Of(draws.Trace.Chains());
        return new DirectDraws(draws.Trace.Points(request.Count))
        {
            LogNormalizer = LogNormalizerInterval.Of(
                draws.LogNormalizer, draws.LogNormalizerError, settings.Ladders, $"Bennett's ratio over {draws.Schedule.Count} temperatures, jackknife over {settings.Ladders} ladders"),
            Diagnostics =
            [
                new Diagnostic("temperatures", draws.Schedule.Count, "rungs of each ladder, reference and target included"),
                new Diagnostic("scans", draws.Scans, "moves of every rung after tuning"),
                new Diagnostic(DirectDraws.WarmUp, (metered.Cost + draws.TuningCost).Total, "energies and scores for the reference and the tuning, which more draws would not pay again"),
                new Diagnostic("communication-barrier", draws.Barrier, "sum of the rejections between neighbours; about twice as many temperatures are enough"),
                new Diagnostic("round-trips", draws.RoundTrips, $"journeys from the reference to the target and back, over {settings.Ladders} ladders"),
                new Diagnostic("acceptance", draws.Acceptances.Skip(1).Min(), "of the exploring kernel, at its worst temperature"),
                .. ChainVerdict.Diagnostics(diagnostics),
            ],
            Findings = [.. Findings(draws, request.Spent is not null), .. ChainVerdict.Findings(diagnostics, "Some ladders are where others never come: run longer (--scans 20000), or explore otherwise (--explorer sweep).")],
            Curves = TemperingCurves.Of(draws),
        };
    }

    private IEnumerable<Finding> Findings(TemperedDraws draws, bool isBudgeted)
    {
        const double NeverMixing = 0.95;
        int worst = draws.Rejections.Index().MaxBy(pair => pair.Item).Index;
        if (draws.Rejections[worst] > NeverMixing)
        {
            IReadOnlyList<double> betas = draws.Schedule.InverseTemperatures;
            yield return new Finding(
                Severity.Red, "temperatures-mix",
                $"Temperatures β = {betas[worst]:g3} and β = {betas[worst + 1]:g3} hardly ever exchange: {draws.Rejections[worst]:p1} of the attempts are rejected.",
                "Give the ladder more rungs (--rungs 64), or look for a phase transition or a gap in the support between them.");
        }

        if (draws.RoundTrips == 0)
        {
            yield return new Finding(
                Severity.Red, "round-trips", "No point travelled from the reference to the target and back, so modes are only those found at the start.",
                "Run longer (--scans 10000) or with more rungs.");
        }

        int stuck = draws.Acceptances.Index().MinBy(pair => pair.Item).Index;
        if (draws.Acceptances[stuck] < 0.1)
        {
            yield return new Finding(
                Severity.Amber, "acceptance", $"At β = {draws.Schedule.InverseTemperatures[stuck]:g3} only {draws.Acceptances[stuck]:p0} of the moves are accepted.",
                "Widths may differ by orders of magnitude: try --explorer sweep, or rescale the coordinates.");
        }

        if (!isBudgeted && !(draws.LogNormalizerError <= settings.Precision))
        {
            yield return new Finding(
                Severity.Amber, "log-normalizer",
                double.IsFinite(draws.LogNormalizerError)
                    ? $"ln Z is known to ± {draws.LogNormalizerError:0.000}, not to the {settings.Precision} asked for, after {draws.Scans} scans."
                    : $"ln Z is not known: after {draws.Scans} scans two neighbouring temperatures have never been seen to overlap.",
                "Allow more scans (--most-scans 100000), or ask for less precision (--precision 0.05).");
        }
    }
}
