using Samovar.Cli.Catalogue;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>A run that trains a sampler.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Subject">What it learns.</param>
/// <param name="Source">The method's paper.</param>
/// <param name="Session">Training before its first step, until a checkpoint is loaded into it.</param>
internal sealed record TrainedRun(RunFolder Folder, Subject Subject, Citation Source, TrainingSession Session) : OpenedRun(Folder, Subject, Source)
{
    private const int UsualDraws = 10_000;
    private const int TimedDraws = 1_000;

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
        Session.Settle(progress.Cost);
    }

    /// <inheritdoc/>
    internal override Run Past()
    {
        IReadOnlyList<StepRecord> history = Folder.LoadHistory();
        int step = Session.CompletedSteps;
        RunOutcome outcome = step == Plan.Steps ? new RunOutcome.Completed() : new RunOutcome.Cancelled(step);
        return new Run(Plan, outcome, history, Session.Cost, history.Count > 0 ? history[^1].Seconds : 0);
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<Draws> Portions(int count, int repeats)
    {
        RandomStream drawing = RandomStream.FromSeed(Plan.Seed).Named("evaluation-draws");
        return [.. Enumerable.Range(0, repeats).Select(repeat => Subject.DrawToMeasure(Session.Sampler, count, drawing.Split(repeat)))];
    }

    /// <inheritdoc/>
    internal override DrawingCost Drawing(TimeProvider clock)
    {
        RandomStream drawing = RandomStream.FromSeed(Plan.Seed).Named("timed-draws");
        long start = clock.GetTimestamp();
        Draws draws = Subject.Draw(Session.Sampler, TimedDraws, drawing.Split(1));
        return new DrawingCost(TimedDraws, draws.Cost, clock.GetElapsedTime(start).TotalSeconds);
    }

    /// <inheritdoc/>
    internal override string? DrawingProblem(int? count, ulong? seed) => null;

    /// <inheritdoc/>
    internal override Draws Draw(int? count, ulong seed, bool weighted) =>
        Subject.Draw(Session.Sampler, count ?? UsualDraws, RandomStream.FromSeed(seed).Named("sample"));
}
