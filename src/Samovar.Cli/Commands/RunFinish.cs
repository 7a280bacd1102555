using Samovar.Cli.Catalogue;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>The end of every run: measure, examine, write, tell.</summary>
/// <param name="catalogue">Metrics and checks.</param>
/// <param name="output">Takes what is said.</param>
/// <param name="strict">Whether findings make the command fail.</param>
internal sealed class RunFinish(IdeaCatalogue catalogue, RunOutput output, bool strict)
{
    /// <summary>Draws per repetition where the user does not choose.</summary>
    internal const int Count = 2_000;

    /// <summary>Repetitions where the user does not choose.</summary>
    internal const int Repeats = 5;

    private readonly RunJudge judge = new(catalogue, output.Say, output.Clock, output.Cancellation);

    /// <summary>Measures a run and leaves everything in its folder.</summary>
    /// <param name="run">The run, without measurements.</param>
    /// <param name="opened">Its folder, its target and where its draws come from.</param>
    /// <param name="count">Draws per repetition.</param>
    /// <param name="repeats">Repetitions.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    internal int Measure(Run run, OpenedRun opened, int count = Count, int repeats = Repeats)
    {
        try
        {
            Judgement judgement = judge.Examine(run, opened, count, repeats);
            Leave(judgement, opened);
            return strict && judgement.Results.Level > Severity.Green ? ExitCode.Findings : ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            output.StoppedMeasuring(opened);
            return ExitCode.Cancelled;
        }
    }

    /// <summary>Leaves a run that diverged, which has nothing to measure.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    internal int GiveUp(Run run, OpenedRun opened)
    {
        Leave(new Judgement(run with { Findings = judge.Findings(run) }, new Compute.Batch(0, opened.Subject.Dimension), 0), opened);
        return ExitCode.Diverged;
    }

    private void Leave(Judgement judgement, OpenedRun opened)
    {
        RunWriter.Write(opened, judgement);
        output.Results(opened, judgement);
    }
}
