using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;

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
    internal Judgement Judge(Run run, OpenedRun opened, int count, int repeats)
    {
        RandomStream measuring = RandomStream.FromSeed(run.Plan.Seed).Named("evaluation-metrics");
        long start = clock.GetTimestamp();
        IReadOnlyList<Draws> draws = opened.Portions(count, repeats);
        Run drawn = run with { Sampling = run.Sampling ?? PathRecord.Of(draws, clock.GetElapsedTime(start).TotalSeconds) };
        int size = draws[0].Points.Count;
        say($"Measuring {draws.Count} × {size} draws");
        List<Measurement> measurements = [.. opened.Subject.Measure(drawn.Sampling?.LogNormalizer)];
        foreach ((string name, Func<Draws, RandomStream, Measurement> measure) in opened.Subject.Metrics(catalogue))
        {
            cancellation.ThrowIfCancellationRequested();
            say($"Measuring {name}");
            RandomStream own = measuring.Named(name);
            measurements.Add(Combined([.. draws.Select((portion, repeat) => measure(portion, own.Split(repeat)))]));
        }

        measurements.AddRange(Energies(opened, measuring));
        Run measured = drawn with { Measurements = [.. measurements.OrderBy(measurement => measurement.Name, StringComparer.Ordinal)] };
        return new Judgement(measured with { Findings = Findings(measured) }, Joined(draws), size)
        {
            Drawing = opened.Drawing(clock),
            Weights = draws.Any(portion => portion.LogWeights is null) ? null : NormalizedWeights.Of([.. draws.SelectMany(portion => portion.LogWeights!)]),
        };
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
    internal IReadOnlyList<Finding> Findings(Run run)
    {
        IEnumerable<Finding> own = run.Sampling?.Findings ?? [];
        IEnumerable<Finding> checks = catalogue.Checks.SelectMany(entry => IdeaCatalogue.Create<IRunCheck>(entry).Examine(run));
        return [.. own.Concat(checks).OrderByDescending(finding => finding.Severity)];
    }

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

    /// <summary>Mean over repetitions; the standard error is that of the mean.</summary>
    internal static Measurement Combined(IReadOnlyList<Measurement> repetitions)
    {
        if (repetitions.Count == 1 || repetitions.OfType<Measurement.NotApplicable>().FirstOrDefault() is not null)
        {
            return repetitions.OfType<Measurement.NotApplicable>().FirstOrDefault() ?? repetitions[0];
        }

        Measurement.Measured[] measured = [.. repetitions.OfType<Measurement.Measured>()];
        double mean = measured.Average(measurement => measurement.Value);
        double variance = measured.Sum(measurement => (measurement.Value - mean) * (measurement.Value - mean)) / (measured.Length - 1);
        double[] floors = [.. measured.Where(measurement => measurement.Floor is not null).Select(measurement => measurement.Floor!.Value)];
        return new Measurement.Measured(measured[0].Name, mean, Math.Sqrt(variance / measured.Length), floors.Length > 0 ? floors.Average() : null);
    }
}
