using Samovar.Checks;
using Samovar.Cli.Catalogue;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Commands;

/// <summary>Finds everything wrong with draws from a target before the first one.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="problems">Takes everything that is wrong.</param>
internal sealed class DirectPreflight(IdeaCatalogue catalogue, Host host, Problems problems)
{
    private const int StandardCount = 10_000;
    private const int MostDraws = 100_000_000;
    private const ulong StandardSeed = 1;

    private readonly TargetResolver resolver = new(catalogue);

    /// <summary>Prepares the draws; nothing is written yet.</summary>
    /// <returns>What can start, or null if something is wrong.</returns>
    internal DirectJob? Job(DirectWords words)
    {
        int? count = Values.Whole("--count", words.Count, (1, MostDraws), StandardCount, problems);
        ulong? seed = Values.Seed(words.Seed, StandardSeed, problems);
        int? threads = Values.Whole("--threads", words.Threads, (1, 1024), null, problems);
        if (threads is { } chosen)
        {
            WorkerPool.Configure(chosen);
        }

        long? evaluations = Values.Count("--max-evaluations", words.MaximumEvaluations, problems);
        TimeSpan? time = Values.Duration("--max-time", words.MaximumTime, problems);
        IDirectMethod? method = catalogue.DirectMethod(words.Method, words.MethodOptions, problems);
        ITarget? target = Target(words);
        RunPlace place = new(host, resolver, problems);
        RunBudget? budget = evaluations is null && time is null ? null : new RunBudget(evaluations, time?.TotalSeconds);
        if (budget is not null && method is not (null or IBudgetedMethod))
        {
            problems.Add($"Method '{words.Method}' cannot be told to spend a budget; its options say how much it does. Leave --max-evaluations and --max-time out.");
        }

        string location = Location(words, place, seed ?? StandardSeed);
        bool anyBefore = problems.Any;
        IReadOnlyList<Finding> doubts = [];
        if (method is not null && target is not null)
        {
            method.Problems(target).ToList().ForEach(problems.Add);
            doubts = Doubts(target);
        }

        problems.AreFindings = words.Strict && !anyBefore && problems.Any;

        if (problems.Any || method is null || target is null)
        {
            return null;
        }

        RunPlan plan = new(words.Target!, words.TargetOptions, words.Method, string.Empty, seed!.Value, 0)
        {
            Draws = count!.Value,
            MethodOptions = OptionBinder.Effective(method.GetType(), words.MethodOptions),
            Budget = budget,
        };
        MachineFacts machine = MachineFacts.Current(threads ?? Environment.ProcessorCount);
        RunManifest manifest = new(plan, machine, place.Inputs(words.Target!, words.TargetOptions), RunOpener.CommandFor(plan, words.MethodOptions)) { Cell = words.Cell };
        return new DirectJob(method, target, location, manifest) { Doubts = doubts };
    }

    /// <summary>An energy that is certainly wrong is refused as it is for training. Where the density is only zero around the origin a method may be told where to start.</summary>
    private Finding[] Doubts(ITarget target)
    {
        IReadOnlyList<Finding> mistakes = TargetInspection.Mistakes(target, RandomStream.FromSeed(StandardSeed));
        foreach (Finding mistake in mistakes.Where(finding => finding is { Severity: Severity.Red, Check: not "start" }))
        {
            problems.Add($"Target '{target.Name}': {mistake.Message} {mistake.Advice}");
        }

        return [.. mistakes.Where(finding => finding.Check is "proper" or "start")];
    }

    private ITarget? Target(DirectWords words)
    {
        if (words.Target is null)
        {
            problems.Add("Which target? Name one of 'samovar targets', or a C# file.");
            return null;
        }

        if (Directory.Exists(host.FullPath(words.Target)) && IdeaCatalogue.Find(catalogue.Targets, words.Target) is null)
        {
            problems.Add($"'{words.Target}' is a folder; with --method, name a target of 'samovar targets' or a C# file. To draw from a run, leave --method out.");
            return null;
        }

        return resolver.Resolve(words.Target, host, words.TargetOptions, problems);
    }

    private string Location(DirectWords words, RunPlace place, ulong seed)
    {
        if (words.Out is { } given && Path.GetExtension(given) is ".npy" or ".csv")
        {
            problems.Add($"--out is '{words.Out}'; with --method it names the folder of the run, which will hold samples.npy.");
            return string.Empty;
        }

        return place.New(words.Out, words.Target, words.Method, seed);
    }
}
