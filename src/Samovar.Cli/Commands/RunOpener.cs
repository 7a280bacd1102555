using System.Globalization;
using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Rebuilds runs from their folders.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
internal sealed class RunOpener(IdeaCatalogue catalogue, Host host)
{
    private readonly SubjectResolver resolver = new(catalogue);

    /// <summary>Opens a run for its draws: a trained sampler brought to its checkpoint, or the draws that a method left.</summary>
    /// <returns>The run, or null if something is wrong.</returns>
    internal OpenedRun? OpenDrawable(string? path, Problems problems)
    {
        if (path is null)
        {
            problems.Add("Which run? Name the folder that 'samovar train' or 'samovar sample' made.");
            return null;
        }

        OpenedRun? run = Open(path, problems);
        if (run is not TrainedRun trained)
        {
            return run;
        }

        if (!run.Folder.HasCheckpoint)
        {
            problems.Add($"'{path}' has no checkpoint yet, so there is nothing to draw from. Train it: samovar train --resume --out {Phrases.Word(path)}");
            return null;
        }

        trained.Restore();
        return trained;
    }

    /// <summary>Rebuilds a training before its first step.</summary>
    /// <returns>The run, or null if something is wrong.</returns>
    internal TrainedRun? OpenTraining(string path, Problems problems)
    {
        OpenedRun? run = Open(path, problems);
        if (run is DrawnRun drawn)
        {
            problems.Add($"'{path}' was drawn by '{drawn.Plan.Method}' without training, so there is nothing to resume. Draw again: {drawn.Folder.Manifest.Command}");
        }

        return run as TrainedRun;
    }

    private OpenedRun? Open(string path, Problems problems)
    {
        RunFolder folder;
        try
        {
            folder = RunFolder.Open(host.FullPath(path));
        }
        catch (InvalidDataException exception)
        {
            problems.Add(exception);
            return null;
        }

        Dictionary<string, string> options = Options(folder.Manifest, problems);
        string file = folder.Manifest.Inputs.GetValueOrDefault(SubjectResolver.DataOption)?.Path ?? Path.Combine(folder.Location, OpenedRun.TargetCopy);
        Subject? Subject() => problems.Any ? null : resolver.Resolve(folder.Manifest.Plan.Target, file, options, problems);
        return folder.Manifest.Plan.IsDirect ? Drawn(folder, Subject, problems) : Training(path, folder, Subject, problems);
    }

    /// <summary>The target's options, its files where they were.</summary>
    private static Dictionary<string, string> Options(RunManifest manifest, Problems problems)
    {
        Dictionary<string, string> options = new(manifest.Plan.TargetOptions, StringComparer.Ordinal);
        bool isTable = SubjectResolver.IsTable(manifest.Plan.Target);
        foreach ((string role, RunInput input) in manifest.Inputs.Where(pair => isTable || options.ContainsKey(pair.Key)))
        {
            options[role] = input.Path;
            if (input.Change() is { } change)
            {
                problems.Add(change);
            }
        }

        return options;
    }

    private DrawnRun? Drawn(RunFolder folder, Func<Subject?> makeSubject, Problems problems)
    {
        Citation? source = catalogue.Source(folder.Manifest.Plan.Method, problems);
        if (folder.LoadSampling() is not { } record)
        {
            problems.Add($"'{host.ShortPath(folder.Location)}' has no draws. Draw again: {folder.Manifest.Command}");
            return null;
        }

        return makeSubject() is { } subject && source is not null
            ? new DrawnRun(folder, subject, source, folder.LoadSamples(), folder.LoadWeights(), record)
            : null;
    }

    private TrainedRun? Training(string path, RunFolder folder, Func<Subject?> makeSubject, Problems problems)
    {
        RunPlan plan = folder.Manifest.Plan;
        Learner? method = catalogue.Method(plan.Method, plan.MethodOptions, problems);
        Subject? subject = makeSubject();
        if (method is null || subject is null)
        {
            return null;
        }

        if (folder.Manifest.Data is { } then && subject.Record is { } now && then.Coordinates != now.Coordinates)
        {
            problems.Add(
                $"'{path}' was learned in coordinates '{then.Coordinates}', and this version makes '{now.Coordinates}' of the same options, so its draws would be wrong. "
                + $"Train again: {folder.Manifest.Command}");
            return null;
        }

        TrainingSession session = method.Start(subject, plan, plan.Steps);
        if (session.PlannedSteps != plan.Steps)
        {
            problems.Add(
                $"'{path}' was planned with {plan.Steps} steps, but this version of '{plan.Method}' plans {session.PlannedSteps}. "
                + $"Use Samovar {folder.Manifest.Machine.Version}.");
            return null;
        }

        return new TrainedRun(folder, subject, method.Source, session);
    }

    /// <summary>The command line that repeats a training.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="steps">Number of steps that was given, or null.</param>
    /// <param name="given">The method's options that were given; the others are defaults.</param>
    internal static string CommandFor(RunPlan plan, int? steps, IReadOnlyDictionary<string, string> given)
    {
        string start = $"samovar train {Phrases.Word(plan.Target)} --method {plan.Method} --preset {plan.Preset} --seed {plan.Seed}";
        return $"{start}{TargetOptions(plan)}{(steps is { } chosen ? $" --steps {chosen}" : string.Empty)}{MethodOptions(given)}";
    }

    /// <summary>The command line that repeats draws without training.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="given">The method's options that were given; the others are defaults.</param>
    internal static string CommandFor(RunPlan plan, IReadOnlyDictionary<string, string> given)
    {
        string start = $"samovar sample {Phrases.Word(plan.Target)} --method {plan.Method} --count {plan.Draws} --seed {plan.Seed}";
        string budget = plan.Budget?.Evaluations is { } most ? string.Create(CultureInfo.InvariantCulture, $" --max-evaluations {most}") : string.Empty;
        return $"{start}{TargetOptions(plan)}{MethodOptions(given)}{budget}";
    }

    private static string MethodOptions(IReadOnlyDictionary<string, string> given) =>
        string.Concat(given.Select(option => $" --{option.Key} {Phrases.Word(option.Value)}"));

    private static string TargetOptions(RunPlan plan) => string.Concat(plan.TargetOptions.Select(option => option.Key is "data" or "dimension"
        ? $" --{option.Key} {Phrases.Word(option.Value)}"
        : $" --option {Phrases.Word($"{option.Key}={option.Value}")}"));
}
