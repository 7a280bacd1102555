using Samovar.Checks;
using Samovar.Cli.Catalogue;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Finds everything wrong with a new or resumed run before its first step.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="problems">Takes everything that is wrong.</param>
internal sealed class TrainPreflight(IdeaCatalogue catalogue, Host host, Problems problems)
{
    private const string StandardMethod = "dikl";
    private const string StandardPreset = "default";
    private const ulong StandardSeed = 1;

    private readonly TargetResolver resolver = new(catalogue);
    private readonly RunPlace place = new(host, new TargetResolver(catalogue), problems);

    /// <summary>Prepares a new run; its folder is made and run.json written if nothing is wrong.</summary>
    internal TrainRequest? New(TrainWords words)
    {
        (int? threads, TimeSpan? maximumTime) = Machine(words);
        int? steps = Values.Whole("--steps", words.Steps, (1, int.MaxValue), null, problems);
        ulong? seed = Values.Seed(words.Seed, StandardSeed, problems);
        IMethod? method = catalogue.Method(words.Method ?? StandardMethod, problems);
        string preset = Preset(words, method);
        if (steps is not null && method is not null and not IAdjustableMethod)
        {
            problems.Add($"The number of steps of '{words.Method ?? StandardMethod}' is fixed by its preset. Leave --steps out.");
        }

        ITarget? target = Target(words);
        AddDefects(target);
        string folder = place.New(words.Out, words.Target, words.Method ?? StandardMethod, seed ?? StandardSeed);
        if (method is not null && target is not null && method.Presets.Contains(preset))
        {
            method.Problems(target, preset).ToList().ForEach(problems.Add);
        }

        if (problems.Any || method is null || target is null)
        {
            return null;
        }

        RunPlan draft = new(words.Target!, words.Options, words.Method ?? StandardMethod, preset, seed ?? StandardSeed, steps ?? 0);
        TrainingSession session = RunOpener.Start(method, target, draft, steps);
        RunPlan plan = draft with { Steps = session.PlannedSteps };
        RunManifest manifest = new(plan, MachineFacts.Current(threads ?? Environment.ProcessorCount), place.Inputs(words.Target!, words.Options), RunOpener.CommandFor(plan, steps));
        return new TrainRequest(new TrainedRun(RunPlace.Create(folder, manifest), target, method, session), [], maximumTime);
    }

    /// <summary>Prepares to go on with an existing run.</summary>
    internal TrainRequest? Resumed(TrainWords words)
    {
        (_, TimeSpan? maximumTime) = Machine(words);
        ulong? seed = Values.Seed(words.Seed, StandardSeed, problems);
        if (words.Out is null && words.Target is null)
        {
            problems.Add("Which run should go on? Name its folder with --out.");
            return null;
        }

        string folder = words.Out is not null ? host.FullPath(words.Out) : LatestFolder(words, seed ?? StandardSeed);
        if (new RunOpener(catalogue, host).OpenTraining(folder, problems) is not { } run)
        {
            return null;
        }

        AddContradictions(words, run.Folder.Manifest);
        if (problems.Any)
        {
            return null;
        }

        if (run.Folder.HasCheckpoint)
        {
            run.Restore();
        }

        return new TrainRequest(run, run.Folder.CutHistory(run.Session.CompletedSteps), maximumTime);
    }

    private (int? Threads, TimeSpan? MaximumTime) Machine(TrainWords words)
    {
        int? threads = Values.Whole("--threads", words.Threads, (1, 1024), null, problems);
        if (threads is { } chosen)
        {
            WorkerPool.Configure(chosen);
        }

        return (threads, Values.Duration("--max-time", words.MaximumTime, problems));
    }

    private string Preset(TrainWords words, IMethod? method)
    {
        string preset = words.Preset ?? (method is null || method.Presets.Contains(StandardPreset) ? StandardPreset : method.Presets[0]);
        if (method is not null && !method.Presets.Contains(preset))
        {
            problems.Add(NearestName.Sentence("preset", preset, [.. method.Presets]));
        }

        return preset;
    }

    private ITarget? Target(TrainWords words)
    {
        if (words.Target is null)
        {
            problems.Add("Which target? Name one of 'samovar targets', or a C# file.");
            return null;
        }

        return resolver.Resolve(words.Target, host, words.Options, problems);
    }

    /// <summary>An energy that is not finite, constant or wrongly differentiated cannot be trained on: said before the first step, not after the last.</summary>
    private void AddDefects(ITarget? target)
    {
        IEnumerable<Finding> findings = target is null ? [] : TargetInspection.Mistakes(target, RandomStream.FromSeed(StandardSeed));
        foreach (Finding finding in findings.Where(finding => finding.Severity == Severity.Red))
        {
            problems.Add($"Target '{target!.Name}': {finding.Message} {finding.Advice}");
        }
    }

    private string LatestFolder(TrainWords words, ulong seed)
    {
        IEnumerable<string> names = place.Names(words.Target, words.Method ?? StandardMethod, seed);
        return names.TakeWhile(Path.Exists).LastOrDefault() ?? names.First();
    }

    private void AddContradictions(TrainWords words, RunManifest manifest)
    {
        RunPlan plan = manifest.Plan;
        (string Name, string? Given, string Planned)[] pairs =
        [
            ("TARGET", words.Target, plan.Target),
            ("--method", words.Method, plan.Method),
            ("--preset", words.Preset, plan.Preset),
            ("--seed", words.Seed, $"{plan.Seed}"),
            ("--steps", words.Steps, $"{plan.Steps}"),
            .. words.Options.Select(option => ($"Option '{option.Key}'", (string?)option.Value, plan.TargetOptions.GetValueOrDefault(option.Key, "not set"))),
        ];
        foreach ((string name, string? given, string planned) in pairs.Where(pair => pair.Given is not null && pair.Given != pair.Planned))
        {
            problems.Add($"{name} is '{given}', but the run to resume has '{planned}'. Leave it out, or train a new run without --resume.");
        }

        if (words.Target == plan.Target && manifest.Inputs.TryGetValue("target", out RunInput? source)
            && File.Exists(source.Path) && source.Change() is { } change)
        {
            problems.Add(change);
        }
    }
}
