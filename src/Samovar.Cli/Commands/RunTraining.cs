using Samovar.Cli.Catalogue;
using Samovar.Cli.Live;
using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Trains a run to its end, and has it measured.</summary>
/// <param name="catalogue">Metrics and checks.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="output">Takes what is said.</param>
internal sealed class RunTraining(IdeaCatalogue catalogue, Host host, RunOutput output)
{
    private const int RecordsPerRun = 200;

    /// <summary>Most steps between two records, for methods whose steps take seconds.</summary>
    private const int LongestRecord = 200;

    /// <summary>Shows the run to browsers; null where nobody asked.</summary>
    internal LiveRun? Live { get; init; }

    /// <summary>Trains, measures and writes.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="strict">Whether findings make the command fail.</param>
    /// <param name="count">Draws per repetition of each metric.</param>
    /// <param name="repeats">Repetitions.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    internal int Run(TrainRequest request, bool strict, int count, int repeats)
    {
        Run run = Train(request);
        if (run.Outcome is RunOutcome.Cancelled cancelled)
        {
            output.Stopped(request.Run.Folder, run);
            Live?.Stop($"Stopped after step {cancelled.Step} of {run.Plan.Steps}; nothing is lost, and --resume goes on.");
            return ExitCode.Cancelled;
        }

        output.Listener = Live is null ? null : Live.Say;
        RunFinish finish = new(catalogue, output, strict);
        int code = run.Outcome is RunOutcome.Diverged ? finish.GiveUp(run, request.Run) : finish.Measure(run, request.Run, count, repeats);
        Show(request.Run.Folder, code);
        return code;
    }

    private void Show(RunFolder folder, int code)
    {
        if (code == ExitCode.Cancelled)
        {
            Live?.Stop($"Stopped while measuring; the trained sampler is saved. Measure it with: samovar evaluate {Phrases.Word(host.ShortPath(folder.Location))}");
        }
        else
        {
            Live?.Finish(folder.ReportPath, host.ShortPath(folder.ReportPath));
        }
    }

    private Run Train(TrainRequest request)
    {
        TrainedRun opened = request.Run;
        IProgressDisplay display = Live?.Begin(request, output.Progress(), host.Clock) ?? output.Progress();
        RunRecorder recorder = new(opened.Folder, display, new QualityProbe(opened.Subject, opened.Plan.Seed), host.Clock);
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
