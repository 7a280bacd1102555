using Samovar.Checks;
using Samovar.Cli.Catalogue;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Finds everything wrong with a new or resumed run before its first step.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="problems">Takes everything that is wrong.</param>
/// <param name="say">Takes a line about what takes long, or null.</param>
internal sealed class TrainPreflight(IdeaCatalogue catalogue, Host host, Problems problems, Action<string>? say = null)
{
    private const string StandardMethod = "dikl";
    private const string StandardDataMethod = "sd-flow";
    private const string StandardPreset = "default";
    private const ulong StandardSeed = 1;

    private readonly SubjectResolver resolver = new(catalogue);
    private readonly TrainBudget budgets = new(host, problems);
    private readonly RunPlace place = new(host, new TargetResolver(catalogue), problems);

    /// <summary>Prepares a new run; its folder is made and run.json written if nothing is wrong.</summary>
    internal TrainRequest? New(TrainWords words)
    {
        (int? threads, TimeSpan? maximumTime) = Machine(words);
        long? evaluations = Values.Count("--max-evaluations", words.MaximumEvaluations, problems);
        int? steps = Values.Whole("--steps", words.Steps, (1, int.MaxValue), null, problems);
        ulong? seed = Values.Seed(words.Seed, StandardSeed, problems);
        string name = MethodName(words);
        Learner? method = catalogue.Method(name, words.MethodOptions, problems);
        Subject? subject = Subject(words);
        AddDefects(subject);
        string? mismatch = method is null || subject is null ? null : method.Mismatch(subject, words.Target!, catalogue);
        string preset = mismatch is null ? Preset(words, method, subject) : StandardPreset;
        string folder = place.New(words.Out, words.Target, name, seed ?? StandardSeed);
        RunBudget? budget = null;
        if (mismatch is not null)
        {
            problems.Add(mismatch);
        }
        else if (method is not null && subject is not null)
        {
            AddMethodProblems(method, subject, preset);
            budget = budgets.Of(evaluations, steps is null ? maximumTime : null, steps, subject);
        }

        if (problems.Any || method is null || subject is null)
        {
            return null;
        }

        RunPlan draft = new(words.Target!, words.Options, name, preset, seed ?? StandardSeed, steps ?? 0) { MethodOptions = method.Effective(words.MethodOptions) };
        if (budget is not null)
        {
            if (budgets.Plan(budget, planned => method.Start(subject, draft, planned)) is not { } schedule)
            {
                return null;
            }

            (budget, steps) = (schedule.Budget, schedule.Steps);
        }

        TrainingSession session = method.Start(subject, draft, steps);
        RunPlan plan = draft with { Steps = session.PlannedSteps, Budget = budget };
        RunManifest manifest = new(plan, MachineFacts.Current(threads ?? Environment.ProcessorCount), place.Inputs(words.Target!, words.Options), RunOpener.CommandFor(plan, steps, words.MethodOptions))
        {
            Data = subject.Record,
            Cell = words.Cell,
        };
        return new TrainRequest(
            new TrainedRun(RunPlace.Create(folder, manifest), subject, method.Source, session), [], budget is null ? maximumTime : TrainBudget.Patience * maximumTime);
    }

    /// <summary>Prepares to go on with an existing run.</summary>
    internal TrainRequest? Resumed(TrainWords words)
    {
        (_, TimeSpan? maximumTime) = Machine(words);
        if (words.MaximumEvaluations is not null)
        {
            problems.Add("--max-evaluations plans the steps of a new run, and those of a run to resume are planned already. Leave it out.");
        }

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

    /// <summary>The method's options that were given, as they would be recorded; one that is wrong is a problem.</summary>
    private IEnumerable<(string Name, string? Given, string Planned)> GivenOptions(TrainWords words, RunPlan plan)
    {
        SortedDictionary<string, string>? effective = catalogue.Method(plan.Method, words.MethodOptions, problems)?.Effective(words.MethodOptions);
        return effective is null ? [] : words.MethodOptions.Keys.Select(
            name => ($"--{name}", effective.GetValueOrDefault(name), plan.MethodOptions.GetValueOrDefault(name, "not set")));
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

    private void AddMethodProblems(Learner method, Subject subject, string preset)
    {
        if (method.Presets(subject).Contains(preset))
        {
            method.Problems(subject, preset).ToList().ForEach(problems.Add);
        }
    }

    /// <summary>The method: the one that was named, or the usual one for what is learned.</summary>
    private string MethodName(TrainWords words) =>
        words.Method ?? (words.Target is { } target && resolver.IsData(target) ? StandardDataMethod : StandardMethod);

    private string Preset(TrainWords words, Learner? method, Subject? subject)
    {
        IReadOnlyList<string> known = method?.Presets(subject) ?? [];
        string preset = words.Preset ?? (method is null || known.Contains(StandardPreset) ? StandardPreset : known[0]);
        if (method is not null && preset == "paper" && subject is DataSubject && !known.Contains(preset))
        {
            problems.Add($"There is no preset 'paper' for learning from data: the papers leave out widths, rates or noise of such problems. Presets: {string.Join(", ", known)}.");
        }
        else if (method is not null && !known.Contains(preset))
        {
            problems.Add(NearestName.Sentence("preset", preset, [.. known]));
        }

        return preset;
    }

    private Subject? Subject(TrainWords words)
    {
        if (words.Target is null)
        {
            problems.Add("Which target? Name one of 'samovar targets', a C# file, or a data file with --data.");
            return null;
        }

        AnnounceReading(words.Target);
        return resolver.Resolve(words.Target, host, words.Options, problems);
    }

    private void AnnounceReading(string name)
    {
        const long Noticeable = 20_000_000;
        FileInfo file = new(host.FullPath(name));
        if (SubjectResolver.IsTable(name) && file.Exists && file.Length >= Noticeable)
        {
            say?.Invoke($"Reading {host.ShortPath(file.FullName)}, {file.Length / 1e6:F0} megabytes, twice");
        }
    }

    /// <summary>An energy that is not finite, constant or wrongly differentiated cannot be trained on: said before the first step, not after the last.</summary>
    private void AddDefects(Subject? subject)
    {
        ITarget? target = (subject as DensitySubject)?.Target;
        IEnumerable<Finding> findings = target is null ? [] : TargetInspection.Mistakes(target, RandomStream.FromSeed(StandardSeed));
        foreach (Finding finding in findings.Where(finding => finding.Severity == Severity.Red))
        {
            problems.Add($"Target '{target!.Name}': {finding.Message} {finding.Advice}");
        }
    }

    private string LatestFolder(TrainWords words, ulong seed)
    {
        IEnumerable<string> names = place.Names(words.Target, MethodName(words), seed);
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
            .. GivenOptions(words, plan),
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
