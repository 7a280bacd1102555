using Samovar.Checks;
using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Verdicts;

namespace Samovar.Cli.Commands;

/// <summary>A run with its measurements and findings, and the draws they rest on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Samples">[repeats × count, d] all draws that were measured.</param>
/// <param name="Count">Draws per repetition.</param>
internal sealed record Judgement(Run Run, Batch Samples, int Count)
{
    /// <summary>[repeats × count] weights of the draws, which sum to 1; null where there are none.</summary>
    internal IReadOnlyList<double>? Weights { get; init; }

    /// <summary>What drawing costs once training is paid; null for a method that draws without training.</summary>
    internal DrawingCost? Drawing { get; init; }

    /// <summary>The content of metrics.json.</summary>
    internal RunResults Results =>
        new(Run.Plan.Target, Run.Plan.Method, Run.Plan.Seed, Count, Run.Seconds, Run.Cost, Run.Measurements, Run.Findings)
        {
            LogNormalizer = Run.Sampling?.LogNormalizer,
            Diagnostics = Run.Sampling?.Diagnostics ?? [],
            Drawing = Drawing,
        };
}

/// <summary>Measures draws and lets the checks look at the run.</summary>
/// <param name="catalogue">Metrics and checks.</param>
/// <param name="say">Takes a line about what is being done.</param>
/// <param name="clock">Source of time.</param>
/// <param name="cancellation">Stops between two measurements.</param>
internal sealed class RunJudge(IdeaCatalogue catalogue, Action<string> say, TimeProvider clock, CancellationToken cancellation)
{
    /// <summary>Draws, measures and examines.</summary>
    /// <param name="run">The run, without measurements.</param>
    /// <param name="opened">Its target and where its draws come from.</param>
    /// <param name="count">Draws per repetition, at least 1.</param>
    /// <param name="repeats">Independent repetitions, at least 1; with several, standard errors come from their scatter.</param>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    internal Judgement Examine(Run run, OpenedRun opened, int count, int repeats)
    {
        RandomStream measuring = Judge.Randomness(run.Plan);
        long start = clock.GetTimestamp();
        IReadOnlyList<Draws> draws = opened.Portions(count, repeats);
        Run drawn = run with { Sampling = run.Sampling ?? PathRecord.Of(draws, clock.GetElapsedTime(start).TotalSeconds) };
        int size = draws[0].Points.Count;
        say($"Measuring {draws.Count} × {size} draws");
        (Subject subject, IReadOnlyList<Finding> notes) = Evidence(opened.Subject, drawn);
        string? obstacle = draws[0].LogWeights is null ? null : PooledLogNormalizer.Obstacle(draws);
        List<Measurement> measurements = [.. subject.Measure(drawn.Sampling?.LogNormalizer, obstacle)];
        foreach (NamedMeasure measure in subject.Metrics(catalogue))
        {
            cancellation.ThrowIfCancellationRequested();
            say($"Measuring {measure.Name}");
            measurements.Add(Judge.Measured(measure, draws, measuring));
        }

        measurements.AddRange(Energies(opened, measuring));
        return new Judgement(Standard.Concluded(drawn, measurements, notes), Joined(draws), size)
        {
            Drawing = opened.Drawing(clock),
            Weights = draws.Any(portion => portion.LogWeights is null) ? null : NormalizedWeights.Of([.. draws.SelectMany(portion => portion.LogWeights!)]),
        };
    }

    private Judge Standard => new(catalogue.Checks.Select(entry => IdeaCatalogue.Create<IRunCheck>(entry)));

    /// <summary>The subject with as much to compare with as can be had, and what there is to say about that: lint and a short tempered run for a user's own energy, of rows whether they are few or vary too little.</summary>
    private (Subject Subject, IReadOnlyList<Finding> Notes) Evidence(Subject subject, Run run)
    {
        if (subject is not DensitySubject { Target: { } target })
        {
            return (subject, [.. RowNotes.Of(subject.Record)]);
        }

        say("Looking for something to compare with");
        TemperedEvidence evidence = ShortTempering.Beside(target, run);
        IEnumerable<Finding> lint = target.Capability<IHasCard>() is null ? TargetInspection.Mistakes(target, RandomStream.FromSeed(1)) : [];
        return (new DensitySubject(evidence.Target), [.. lint, .. evidence.Notes]);
    }

    /// <summary>What is measured of a learned energy; nothing where there is none.</summary>
    private IEnumerable<Measurement> Energies(OpenedRun opened, RandomStream measuring)
    {
        if (opened is not TrainedRun { Subject: DataSubject subject, Session.Sampler: IEnergyModel model })
        {
            yield break;
        }

        foreach (CatalogueEntry entry in catalogue.EnergyMetrics)
        {
            cancellation.ThrowIfCancellationRequested();
            say($"Measuring {entry.Name}");
            yield return IdeaCatalogue.Create<IEnergyMetric>(entry).Measure(model, subject.Data, measuring.Named(entry.Name));
        }
    }

    /// <summary>What the method itself and the checks say about a run, worst first.</summary>
    internal IReadOnlyList<Finding> Findings(Run run) => Standard.Concluded(run, run.Measurements, []).Findings;

    private static Batch Joined(IReadOnlyList<Draws> draws)
    {
        Batch joined = new(draws.Sum(drawn => drawn.Points.Count), draws[0].Points.Dimension);
        int row = 0;
        foreach (Draws drawn in draws)
        {
            drawn.Points.Values.CopyTo(joined.Values[(row * joined.Dimension)..]);
            row += drawn.Points.Count;
        }

        return joined;
    }
}
