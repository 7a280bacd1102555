using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Shows how training goes.</summary>
internal interface IProgressDisplay
{
    /// <summary>Runs training under the display.</summary>
    /// <param name="session">The session in training.</param>
    /// <param name="work">The training.</param>
    Run Show(TrainingSession session, Func<Run> work);

    /// <summary>Takes note of a new record.</summary>
    void Record(TrainingSession session, StepRecord record);
}

/// <summary>No display.</summary>
internal sealed class SilentProgress : IProgressDisplay
{
    public Run Show(TrainingSession session, Func<Run> work) => work();

    public void Record(TrainingSession session, StepRecord record)
    {
    }
}

/// <summary>Writes history and checkpoints while training goes on.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="display">Is told about each record.</param>
/// <param name="clock">Source of time.</param>
internal sealed class RunRecorder(RunFolder folder, IProgressDisplay display, TimeProvider clock) : ITrainingObserver
{
    private static readonly TimeSpan Cadence = TimeSpan.FromSeconds(10);

    private long lastCheckpoint = clock.GetTimestamp();

    /// <summary>Saves the state of a session.</summary>
    internal void Checkpoint(TrainingSession session)
    {
        folder.SaveCheckpoint(session, new CheckpointProgress(session.CompletedSteps, session.Cost));
        lastCheckpoint = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Recorded(TrainingSession session, StepRecord record)
    {
        folder.Append(record);
        display.Record(session, record);
    }

    /// <inheritdoc/>
    public void Stepped(TrainingSession session)
    {
        if (clock.GetElapsedTime(lastCheckpoint) >= Cadence)
        {
            Checkpoint(session);
        }
    }
}
