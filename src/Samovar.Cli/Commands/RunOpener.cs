using System.Text;
using Samovar.Cli.Catalogue;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>A run with everything rebuilt from its folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Target">The density it learns.</param>
/// <param name="Method">How.</param>
/// <param name="Session">Training before its first step, until a checkpoint is loaded into it.</param>
internal sealed record OpenedRun(RunFolder Folder, ITarget Target, IMethod Method, TrainingSession Session)
{
    /// <summary>Name of the copy of a target file inside the run's folder.</summary>
    internal const string TargetCopy = "target.cs";

    /// <summary>Brings the session to where the checkpoint was.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another run.</exception>
    internal void Restore()
    {
        CheckpointProgress progress = Folder.LoadCheckpoint(Session);
        if (Session.CompletedSteps != progress.CompletedSteps)
        {
            throw new InvalidDataException(
                $"'{Folder.CheckpointPath}' says that {progress.CompletedSteps} steps were done, "
                + $"but its training state says {Session.CompletedSteps}. Put the right checkpoint back.");
        }

        // Whether or not the session counted for itself, the total is that of the checkpoint.
        Session.Target.Count(progress.Cost.Energies - Session.Target.Cost.Energies, progress.Cost.Scores - Session.Target.Cost.Scores);
    }
}

/// <summary>Rebuilds runs from their folders.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
internal sealed class RunOpener(IdeaCatalogue catalogue, Host host)
{
    private readonly TargetResolver resolver = new(catalogue);

    /// <summary>Opens a run for its draws: rebuilt, and brought to its checkpoint.</summary>
    /// <returns>The run, or null if something is wrong.</returns>
    internal OpenedRun? OpenTrained(string? path, Problems problems)
    {
        if (path is null)
        {
            problems.Add("Which run? Name the folder that 'samovar train' made.");
            return null;
        }

        if (Open(path, problems) is not { } run)
        {
            return null;
        }

        if (!run.Folder.HasCheckpoint)
        {
            problems.Add($"'{path}' has no checkpoint yet, so there is nothing to draw from. Train it: samovar train --resume --out {Phrases.Word(path)}");
            return null;
        }

        run.Restore();
        return run;
    }

    /// <summary>Rebuilds a run before its first step.</summary>
    /// <returns>The run, or null if something is wrong.</returns>
    internal OpenedRun? Open(string path, Problems problems)
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

        RunPlan plan = folder.Manifest.Plan;
        Dictionary<string, string> options = new(plan.TargetOptions, StringComparer.Ordinal);
        foreach ((string role, RunInput input) in folder.Manifest.Inputs.Where(pair => options.ContainsKey(pair.Key)))
        {
            options[role] = input.Path;
            if (input.Change() is { } change)
            {
                problems.Add(change);
            }
        }

        IMethod? method = catalogue.Method(plan.Method, problems);
        ITarget? target = problems.Any ? null : resolver.Resolve(plan.Target, Path.Combine(folder.Location, OpenedRun.TargetCopy), options, problems);
        if (method is null || target is null)
        {
            return null;
        }

        TrainingSession session = Start(method, target, plan, plan.Steps);
        if (session.PlannedSteps != plan.Steps)
        {
            problems.Add(
                $"'{path}' was planned with {plan.Steps} steps, but this version of '{plan.Method}' plans {session.PlannedSteps}. "
                + $"Use Samovar {folder.Manifest.Machine.Version}.");
            return null;
        }

        return new OpenedRun(folder, target, method, session);
    }

    /// <summary>Starts training; the number of steps only reaches methods that let it be chosen.</summary>
    internal static TrainingSession Start(IMethod method, ITarget target, RunPlan plan, int? steps) =>
        method is IAdjustableMethod adjustable && steps is { } chosen
            ? adjustable.Start(target, plan.Preset, plan.Seed, chosen)
            : method.Start(target, plan.Preset, plan.Seed);

    /// <summary>The command line that repeats a plan.</summary>
    internal static string CommandFor(RunPlan plan, int? steps)
    {
        StringBuilder text = new($"samovar train {Phrases.Word(plan.Target)} --method {plan.Method} --preset {plan.Preset} --seed {plan.Seed}");
        foreach ((string name, string value) in plan.TargetOptions)
        {
            text.Append(name is "data" or "dimension" ? $" --{name} {Phrases.Word(value)}" : $" --option {Phrases.Word($"{name}={value}")}");
        }

        return text.Append(steps is { } chosen ? $" --steps {chosen}" : string.Empty).ToString();
    }
}
