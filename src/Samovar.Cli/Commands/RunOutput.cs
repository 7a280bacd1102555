using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>What a command about a run tells its user, on the right stream and no more than asked for.</summary>
/// <param name="host">Where the command runs.</param>
/// <param name="json">One JSON document on the output; talk goes to the error stream.</param>
/// <param name="quiet">No talk.</param>
internal sealed class RunOutput(Host host, bool json, bool quiet)
{
    private readonly TextWriter talk = quiet ? TextWriter.Null : json ? host.Error : host.Output;

    /// <summary>Hears what is said too, or null.</summary>
    internal Action<string>? Listener { get; set; }

    /// <summary>Fires when the user wants to stop.</summary>
    internal CancellationToken Cancellation => host.Cancellation;

    /// <summary>Source of time.</summary>
    internal TimeProvider Clock => host.Clock;

    /// <summary>The display of progress that fits the output.</summary>
    internal IProgressDisplay Progress() => quiet ? new SilentProgress()
        : host.IsTerminal && !json ? new BarProgress(host.Console(host.Output), host.Clock)
        : new LineProgress(talk, host.Clock);

    /// <summary>Says what is being done.</summary>
    internal void Say(string text)
    {
        talk.WriteLine(text);
        talk.Flush();
        Listener?.Invoke(text);
    }

    /// <summary>Says what will be trained.</summary>
    /// <param name="request">The run.</param>
    /// <param name="address">Where it can be watched, or null.</param>
    internal void Announce(TrainRequest request, string? address)
    {
        RunPlan plan = request.Run.Folder.Manifest.Plan;
        int dimension = request.Run.Subject.Dimension;
        Say($"{(request.Run.Subject is DataSubject ? "Data" : "Target")} {plan.Target} in {dimension} {(dimension == 1 ? "dimension" : "dimensions")}, "
            + $"method {plan.Method}, preset {plan.Preset}, seed {plan.Seed}, {plan.Steps} steps.");
        SayOptions(plan);
        if (plan.Budget is { Pilot: { } pilot })
        {
            Say($"The steps were planned for {Phrases.Budget(plan.Budget)} by a trial of {pilot.Steps} steps, which took {Phrases.Duration(pilot.Seconds)}.");
        }

        int done = request.Run.Session.CompletedSteps;
        Say(done > 0
            ? $"Going on after step {done} in {host.ShortPath(request.Run.Folder.Location)}"
            : $"Run folder {host.ShortPath(request.Run.Folder.Location)}");
        if (address is not null)
        {
            Say($"Watch at {address}");
        }
    }

    /// <summary>Says that training was stopped, and how to go on.</summary>
    internal void Stopped(RunFolder folder, Run run)
    {
        int step = ((RunOutcome.Cancelled)run.Outcome).Step;
        host.Error.WriteLine($"Stopped after step {step} of {run.Plan.Steps}; nothing is lost. Go on with:");
        host.Error.WriteLine($"  samovar train --resume --out {Phrases.Word(host.ShortPath(folder.Location))}");
    }

    /// <summary>Says that measuring was stopped, and how to do it later.</summary>
    internal void StoppedMeasuring(OpenedRun opened)
    {
        string saved = opened is TrainedRun ? "the trained sampler is saved. Measure it" : "the draws are saved. Measure them";
        host.Error.WriteLine($"Stopped while measuring; {saved} with:");
        host.Error.WriteLine($"  samovar evaluate {Phrases.Word(host.ShortPath(opened.Folder.Location))}");
    }

    /// <summary>Says what will draw.</summary>
    internal void Announce(DirectJob job)
    {
        RunPlan plan = job.Manifest.Plan;
        int dimension = job.Target.Dimension;
        Say($"Target {plan.Target} in {dimension} {(dimension == 1 ? "dimension" : "dimensions")}, method {plan.Method}, seed {plan.Seed}, {plan.Draws} draws.");
        SayOptions(plan);
        if (plan.Budget is { } budget)
        {
            Say($"It spends {Phrases.Budget(budget)}, to within {((Methods.IBudgetedMethod)job.Method).Unit}.");
        }

        Say($"Run folder {host.ShortPath(job.Location)}");
    }

    private void SayOptions(RunPlan plan)
    {
        if (plan.MethodOptions.Count > 0)
        {
            Say($"Options {string.Join(", ", plan.MethodOptions.Select(option => $"{option.Key} {option.Value}"))}");
        }
    }

    /// <summary>The display of progress of a method that draws without training.</summary>
    internal DirectDisplay DirectProgress() =>
        new(quiet ? null : talk, host.IsTerminal && !json && !quiet ? host.Console(host.Output) : null, host.Clock);

    /// <summary>Says that drawing was stopped.</summary>
    internal void StoppedDrawing() => host.Error.WriteLine("Stopped while drawing; nothing was written.");

    /// <summary>Shows the end of a run: as JSON, or as tables with the places of files and the next command.</summary>
    internal void Results(OpenedRun opened, Judgement judgement)
    {
        if (json)
        {
            host.Output.Write(judgement.Results.ToJson());
        }

        if (json || quiet)
        {
            return;
        }

        Run run = judgement.Run;
        IAnsiConsole console = host.Console(host.Output);
        console.WriteLine();
        console.Write(new Text(
            $"{Ending(run)} {Phrases.Duration(run.Seconds)} of {(run.Plan.IsDirect ? "sampling" : "training")}"
            + (opened.Subject is DataSubject ? ".\n" : $", {Phrases.Count(run.Cost.Energies)} energy and {Phrases.Count(run.Cost.Scores)} score evaluations.\n")));
        console.WriteLine();
        ResultTables.WriteSampling(console, run.Sampling);
        BoundsText.Write(console, judgement.Results, opened.Subject);
        ResultTables.Write(console, judgement.Results);
        string folder = Phrases.Word(host.ShortPath(opened.Folder.Location));
        console.WriteLine();
        Say($"Report  {host.ShortPath(opened.Folder.ReportPath)}");
        if (opened is DrawnRun)
        {
            Say($"Draws   {host.ShortPath(opened.Folder.SamplesPath)}");
        }
        else if (opened.Folder.HasCheckpoint)
        {
            Say($"Next    samovar sample {folder} --count 10000 --out draws.{(opened.Subject is DataSubject ? "csv" : "npy")}");
        }
    }

    private static string Ending(Run run) => run.Outcome switch
    {
        RunOutcome.Completed when run.Plan.IsDirect => $"Done: {Phrases.Count(run.Plan.Draws)} draws,",
        RunOutcome.Completed => $"Done: {run.Plan.Steps} steps,",
        RunOutcome.OutOfTime late => $"Out of time after {late.Step} of {run.Plan.Steps} steps;",
        RunOutcome.Diverged diverged => $"Diverged at step {diverged.Step} of {run.Plan.Steps};",
        RunOutcome.Cancelled stopped => $"Stopped after {stopped.Step} of {run.Plan.Steps} steps;",
        _ => throw new InvalidOperationException($"Unknown outcome {run.Outcome}."),
    };
}
