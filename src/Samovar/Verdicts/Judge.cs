using Samovar.Checks;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Verdicts;

/// <summary>A metric, with what it measures against.</summary>
/// <param name="Name">Name in kebab-case, as in metrics.json.</param>
/// <param name="Measure">Measures one portion of draws with randomness of its own.</param>
public sealed record NamedMeasure(string Name, Func<Draws, RandomStream, Measurement> Measure)
{
    /// <summary>Metrics against a density.</summary>
    /// <param name="target">The density.</param>
    /// <param name="metrics">The metrics.</param>
    public static IEnumerable<NamedMeasure> Against(ITarget target, IEnumerable<IMetric> metrics) =>
        metrics.Select(metric => new NamedMeasure(metric.Name, (draws, random) => metric.Measure(draws, target, random)));

    /// <summary>Metrics against held-out rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="metrics">The metrics.</param>
    public static IEnumerable<NamedMeasure> Against(DataSet data, IEnumerable<IDataMetric> metrics) =>
        metrics.Select(metric => new NamedMeasure(metric.Name, (draws, random) => metric.Measure(draws.Points, data, random)));
}

/// <summary>Measures independent portions of draws, and lets checks look at a run.</summary>
/// <param name="checks">The checks.</param>
public sealed class Judge(IEnumerable<IRunCheck> checks)
{
    private readonly IRunCheck[] checks = [.. checks];

    /// <summary>Every check of this library.</summary>
    public static Judge Standard { get; } = new(Verdict.EveryCheck());

    /// <summary>Measures draws against a density, and examines the run.</summary>
    /// <param name="run">The run, with what its method said about its draws, without measurements.</param>
    /// <param name="portions">Independent portions of draws, as many in each; their scatter gives the standard errors.</param>
    /// <param name="target">The density.</param>
    /// <param name="metrics">The metrics; null for every metric of this library. Checks are silent about what was not measured.</param>
    /// <returns>The run with measurements in the order of their names and findings, worst first.</returns>
    /// <remarks>Where no true draws are known, a short tempered run is made if a fifth of the run's cost pays for one: see <see cref="ShortTempering"/>.</remarks>
    public Run Examine(Run run, IReadOnlyList<Draws> portions, ITarget target, IEnumerable<IMetric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(portions);
        ArgumentNullException.ThrowIfNull(target);
        RandomStream random = Randomness(run.Plan);
        TemperedEvidence evidence = ShortTempering.Beside(target, run);
        IEnumerable<Measurement> measurements = NamedMeasure.Against(evidence.Target, metrics ?? MetricSuite.Everything().Metrics)
            .Select(measure => Measured(measure, portions, random))
            .Concat(LogNormalizerMetrics.Measure(run.Sampling?.LogNormalizer, target));
        return Concluded(run, measurements, evidence.Notes);
    }

    /// <summary>The randomness of a run's measurements.</summary>
    /// <param name="plan">What was asked for.</param>
    public static RandomStream Randomness(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return RandomStream.FromSeed(plan.Seed).Named("evaluation-metrics");
    }

    /// <summary>One metric of all portions: the mean over them with the error of that mean.</summary>
    /// <param name="measure">The metric.</param>
    /// <param name="portions">Independent portions of draws, at least 1.</param>
    /// <param name="random">The randomness of the measurements; not advanced.</param>
    public static Measurement Measured(NamedMeasure measure, IReadOnlyList<Draws> portions, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(portions);
        ArgumentNullException.ThrowIfNull(random);
        RandomStream own = random.Named(measure.Name);
        return Combined([.. portions.Select((portion, repeat) => measure.Measure(portion, own.Split(repeat)))]);
    }

    /// <summary>A run with its measurements, and with what its method, the notes and the checks say about it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="measurements">Measurements in any order.</param>
    /// <param name="notes">Findings about the evidence itself.</param>
    /// <returns>Measurements in the order of their names; findings, worst first.</returns>
    public Run Concluded(Run run, IEnumerable<Measurement> measurements, IEnumerable<Finding> notes)
    {
        ArgumentNullException.ThrowIfNull(run);
        Run measured = run with { Measurements = [.. measurements.OrderBy(measurement => measurement.Name, StringComparer.Ordinal)] };
        IEnumerable<Finding> own = run.Sampling?.Findings ?? [];
        return measured with { Findings = Verdict.Of([.. own, .. checks.SelectMany(check => check.Examine(measured)), .. notes]).Findings };
    }

    /// <summary>Mean over repetitions; the standard error is that of the mean.</summary>
    /// <param name="repetitions">What one metric said of independent portions, at least 1.</param>
    /// <returns>The mean; of a single portion what the metric said. What does not apply to one portion does not apply.</returns>
    public static Measurement Combined(IReadOnlyList<Measurement> repetitions)
    {
        ArgumentNullException.ThrowIfNull(repetitions);
        if (repetitions.Count == 1 || repetitions.OfType<Measurement.NotApplicable>().Any())
        {
            return repetitions.OfType<Measurement.NotApplicable>().FirstOrDefault() ?? repetitions[0];
        }

        Measurement.Measured[] measured = [.. repetitions.OfType<Measurement.Measured>()];
        double mean = measured.Average(measurement => measurement.Value);
        double variance = measured.Sum(measurement => (measurement.Value - mean) * (measurement.Value - mean)) / (measured.Length - 1);
        double[] floors = [.. measured.Where(measurement => measurement.Floor is not null).Select(measurement => measurement.Floor!.Value)];
        // Portions of one size have the same floor, so its error does not fall with their number; where one does not know it, the mean does not.
        double[] errors = [.. measured.Select(measurement => measurement.FloorError).OfType<double>()];
        return new Measurement.Measured(measured[0].Name, mean, Math.Sqrt(variance / measured.Length), floors.Length > 0 ? floors.Average() : null)
        {
            FloorError = errors.Length == measured.Length ? errors.Average() : null,
        };
    }
}
