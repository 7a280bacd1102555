using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Trains a sampler and reports on it.</summary>
internal sealed class TrainCommand : ICommand
{
    private const int RecordsPerRun = 200;

    /// <summary>Most steps between two records, for methods whose steps take seconds.</summary>
    private const int LongestRecord = 200;

    private readonly TargetSyntax target = new();
    private readonly MethodSyntax method;
    private readonly Option<string?> preset = SharedOptions.Text("--preset", "NAME", "Settings of the method: quick, default or paper.");
    private readonly Option<string?> seed = SharedOptions.Text("--seed", "N", "Seed of all randomness. Default: 1.");
    private readonly Option<string?> folder = SharedOptions.Text("--out", "DIR", "Folder of the run. Default: runs/TARGET-METHOD-seedN.");
    private readonly Option<string?> steps = SharedOptions.Text("--steps", "N", "Number of training steps, instead of the preset's.");
    private readonly Option<string?> time = SharedOptions.Text(
        "--max-time", "TIME", "Stop training after this time, such as 90s, 5m or 1h30m; --resume goes on.");
    private readonly Option<string?> threads = SharedOptions.Text(
        "--threads", "N", "Threads to compute with. Default: one per processor. The result does not depend on it.");
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with a stopped run from its last checkpoint." };
    private readonly Option<bool> strict = SharedOptions.Strict();
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Makes the command.</summary>
    /// <param name="catalogue">The methods, whose options are options of this command.</param>
    internal TrainCommand(IdeaCatalogue catalogue)
    {
        target.AddTo(Syntax);
        method = new MethodSyntax(catalogue.TrainedMethods, "Method, see 'samovar methods'. Default: dikl, or sd-flow for data.");
        method.AddTo(Syntax, preset, seed, folder, steps, time, resume, threads, strict, json, quiet);
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("train", "Train a one-step sampler for a target, measure its draws and write a report.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        IdeaCatalogue catalogue = new(host.Assemblies);
        (string? name, SortedDictionary<string, string> options) = target.Subject(arguments, problems);
        TrainWords words = new(name, options)
        {
            Method = method.Name(arguments),
            MethodOptions = method.Options(arguments),
            Preset = arguments.GetValue(preset),
            Seed = arguments.GetValue(seed),
            Out = arguments.GetValue(folder),
            Steps = arguments.GetValue(steps),
            MaximumTime = arguments.GetValue(time),
            Threads = arguments.GetValue(threads),
        };
        RunOutput output = new(host, arguments.GetValue(json), arguments.GetValue(quiet));
        TrainPreflight preflight = new(catalogue, host, problems, output.Say);
        TrainRequest? request = arguments.GetValue(resume) ? preflight.Resumed(words) : preflight.New(words);
        if (request is null || problems.Any)
        {
            return ExitCode.Usage;
        }

        output.Announce(request);
        Run run = Train(request, output, host);
        if (run.Outcome is RunOutcome.Cancelled)
        {
            output.Stopped(request.Run.Folder, run);
            return ExitCode.Cancelled;
        }

        RunFinish finish = new(catalogue, output, arguments.GetValue(strict));
        return run.Outcome is RunOutcome.Diverged ? finish.GiveUp(run, request.Run) : finish.Measure(run, request.Run);
    }

    private static Run Train(TrainRequest request, RunOutput output, Host host)
    {
        TrainedRun opened = request.Run;
        IProgressDisplay display = output.Progress();
        RunRecorder recorder = new(opened.Folder, display, host.Clock);
        TrainerOptions options = new()
        {
            RecordEvery = Math.Clamp(opened.Session.PlannedSteps / RecordsPerRun, 1, LongestRecord),
            MaximumTime = request.MaximumTime,
        };
        Run run = display.Show(
            opened.Session,
            () => new Trainer(options, host.Clock).Train(opened.Session, opened.Folder.Manifest.Plan, request.History, recorder, host.Cancellation));
        if (run.Outcome is not RunOutcome.Diverged && opened.Session.CompletedSteps > 0)
        {
            recorder.Checkpoint(opened.Session);
        }

        return run;
    }
}
