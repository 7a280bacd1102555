using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Methods.Classical;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Verdicts;

namespace Samovar.Benchmarks.Verdicts;

/// <summary>How often verdicts are right: the metrics, checks and verdicts of the command line on draws that are known to be right or wrong.</summary>
/// <remarks>
/// "verdicts FILE SUBJECT…" judges every case of some subjects (all without a name) and adds a line per verdict to a file; only=spread,strays after the file judges cases of
/// these kinds or names alone; "verdicts FILE tables" prints the file as Markdown. Portions are those of 'samovar train': 5 × 2,000 draws. Good samplers are judged with seeds 1 to 5, faults with seed 11.
/// </remarks>
public sealed class VerdictBenchmark : IBenchmark
{
    private const int Portions = 5;
    private const int Count = 2_000;
    private const int GoodSeeds = 5;
    private const int FaultSeed = 11;
    private const string Only = "only=";

    /// <summary>What training would have spent, which decides what a short tempered run may cost.</summary>
    private static readonly EvaluationCost Spent = new(20_000_000, 20_000_000);

    /// <summary>Distances that no check reads cost most of the time and change no verdict.</summary>
    private static readonly IMetric[] Read =
        [.. MetricSuite.Everything().Metrics.Where(metric => metric is MarginalKs or not (TwoSampleMetric or HistogramMetric or FullHistogramMetric))];

    /// <inheritdoc/>
    public string Name => "verdicts";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string path = arguments.Length > 0 ? arguments[0] : "verdicts.tsv";
        if (arguments.Contains("tables"))
        {
            VerdictTables.Write([.. File.ReadLines(path).Select(VerdictRow.Parse)]);
            return;
        }

        string[] subjects = [.. arguments.Skip(1).Where(argument => !argument.StartsWith(Only, StringComparison.Ordinal))];
        string[] wanted = [.. arguments.Where(argument => argument.StartsWith(Only, StringComparison.Ordinal)).SelectMany(argument => argument[Only.Length..].Split(','))];
        foreach (VerdictSubject subject in VerdictSubject.All().Where(subject => subjects.Length == 0 || subjects.Contains(subject.Name)))
        {
            foreach ((_, _, Func<VerdictRow> judge) in Cases(subject).Where(row => wanted.Length == 0 || wanted.Contains(row.Name) || wanted.Contains(row.Kind)))
            {
                VerdictRow row = judge();
                Console.WriteLine(row.Line);
                File.AppendAllLines(path, [row.Line]);
            }
        }
    }

    private static IEnumerable<(string Name, string Kind, Func<VerdictRow> Judge)> Cases(VerdictSubject subject)
    {
        for (int number = 1; number <= GoodSeeds; number++)
        {
            int seed = number;
            yield return ("true draws", "good", () => Judged(subject, "true draws", "good", seed, random => new Draws(subject.True(Count, random), EvaluationCost.None)));
            if (subject.Target is not null)
            {
                yield return ("parallel tempering", "good", () => Tempered(subject, seed, 0));
            }
        }

        foreach (Fault fault in Fault.All.Where(fault => fault.Applies(subject)))
        {
            yield return (fault.Name, fault.Kind, () => Judged(subject, fault.Name, fault.Kind, FaultSeed, random => new Draws(fault.Draw(subject, Count, random), EvaluationCost.None)));
        }

        foreach (WeightFault fault in WeightFault.All.Where(fault => fault.Applies(subject)))
        {
            string kind = fault.Good ? "good" : "weights and log Z";
            for (int number = fault.Good ? 1 : FaultSeed; number <= (fault.Good ? GoodSeeds : FaultSeed); number++)
            {
                int seed = number;
                yield return (fault.Name, kind, () => Judged(subject, fault.Name, kind, seed, random => fault.Draw(subject, Count, random)));
            }
        }

        if (subject.Target is not null)
        {
            yield return ("parallel tempering, log Z half a nat off", "weights and log Z", () => Tempered(subject, FaultSeed, 0.5));
        }
    }

    private static VerdictRow Judged(VerdictSubject subject, string name, string kind, int seed, Func<RandomStream, Draws> draw)
    {
        RandomStream random = RandomStream.FromSeed((ulong)seed).Named(name);
        Draws[] portions = [.. Enumerable.Range(0, Portions).Select(portion => draw(random.Split(portion)))];
        RunPlan plan = new(subject.Name, new Dictionary<string, string>(), "study", "default", (ulong)seed, 1_000);
        Run run = new(plan, new RunOutcome.Completed(), [], Spent, 1) { Sampling = PathRecord.Of(portions, 1) };
        return VerdictRow.Of(subject.Name, name, kind, seed, subject.Target is { } target ? Judge.Standard.Examine(run, portions, target, Read) : OfRows(run, portions, subject));
    }

    private static Run OfRows(Run run, Draws[] portions, VerdictSubject subject)
    {
        IEnumerable<IDataMetric> metrics = typeof(IDataMetric).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(IDataMetric)) && type.GetConstructor([]) is not null)
            .Select(type => (IDataMetric)Activator.CreateInstance(type)!);
        RandomStream random = Judge.Randomness(run.Plan);
        return Judge.Standard.Concluded(run, NamedMeasure.Against(subject.Data!, metrics).Select(measure => Judge.Measured(measure, portions, random)), []);
    }

    /// <summary>Draws of parallel tempering, in stretches as its run folder would give them; with an error added to its log Z.</summary>
    private static VerdictRow Tempered(VerdictSubject subject, int seed, double error)
    {
        ParallelTemperingMethod method = new(new ParallelTemperingSettings { Scans = 1_000, Precision = 0.05 });
        DirectDraws drawn = method.Draw(subject.Target!, new DirectRequest(Portions * Count, (ulong)seed), CancellationToken.None);
        Draws[] portions = [.. Enumerable.Range(0, Portions).Select(portion => new Draws(drawn.Points.Slice(portion * Count, Count), EvaluationCost.None))];
        RunPlan plan = new(subject.Name, new Dictionary<string, string>(), "pt", string.Empty, (ulong)seed, 0) { Draws = Portions * Count };
        Run run = new(plan, new RunOutcome.Completed(), [], Spent, 1)
        {
            Sampling = new SamplingRecord(Spent, 1)
            {
                LogNormalizer = drawn.LogNormalizer is { } estimate ? estimate with { Value = estimate.Value + error } : null,
                Diagnostics = drawn.Diagnostics,
                Findings = drawn.Findings,
            },
        };
        (string name, string kind) = error == 0 ? ("parallel tempering", "good") : ("parallel tempering, log Z half a nat off", "weights and log Z");
        return VerdictRow.Of(subject.Name, name, kind, seed, Judge.Standard.Examine(run, portions, subject.Target!, Read));
    }
}
