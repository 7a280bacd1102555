using Samovar.Runs;

namespace Samovar.Training;

/// <summary>Settings of the loop.</summary>
public sealed record TrainerOptions
{
    /// <summary>Steps between two records of the history. Range [1, ∞). Default 100.</summary>
    public int RecordEvery
    {
        get;
        init => field = Require.That(value, value >= 1, "There is at least 1 step between two records.");
    } = 100;

    /// <summary>Longest training time of this session; null for no limit.</summary>
    public TimeSpan? MaximumTime { get; init; }
}

/// <summary>Is told what happens during training.</summary>
public interface ITrainingObserver
{
    /// <summary>A record was added to the history.</summary>
    /// <param name="session">The session, between two steps.</param>
    /// <param name="record">The new record.</param>
    void Recorded(TrainingSession session, StepRecord record);

    /// <summary>A step was done, and its record, if it was due, added: a good time for a checkpoint.</summary>
    /// <param name="session">The session, between two steps.</param>
    void Stepped(TrainingSession session)
    {
    }
}

/// <summary>The loop: steps until the plan is done, the time is out, the user stops it or a number is no longer finite. Knows no objective by name.</summary>
/// <param name="options">Settings.</param>
/// <param name="clock">Source of time.</param>
public sealed class Trainer(TrainerOptions options, TimeProvider clock)
{
    /// <summary>Trains.</summary>
    /// <param name="session">The session, new or restored; left at its last step.</param>
    /// <param name="plan">What was asked for; returned in the run.</param>
    /// <param name="history">Records of earlier sessions of the same run; empty for a new one.</param>
    /// <param name="observer">Told about each record; may save checkpoints. Null for none.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>What happened. Divergence is an outcome, not an exception.</returns>
    public Run Train(TrainingSession session, RunPlan plan, IReadOnlyList<StepRecord> history, ITrainingObserver? observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(history);
        List<StepRecord> records = [.. history];
        double before = records.Count > 0 ? records[^1].Seconds : 0;
        long start = clock.GetTimestamp();
        RunOutcome? outcome = null;
        while (outcome is null)
        {
            outcome = Ending(session, start, cancellation);
            if (outcome is not null)
            {
                break;
            }

            if (session.Advance() is { } divergence)
            {
                outcome = new RunOutcome.Diverged(session.CompletedSteps, divergence.Phase, divergence.Quantity);
            }
            else
            {
                if (session.CompletedSteps % options.RecordEvery == 0 || session.CompletedSteps == session.PlannedSteps)
                {
                    StepRecord record = new(session.CompletedSteps, before + clock.GetElapsedTime(start).TotalSeconds, session.TakeRecords());
                    records.Add(record);
                    observer?.Recorded(session, record);
                }

                observer?.Stepped(session);
            }
        }

        double seconds = before + clock.GetElapsedTime(start).TotalSeconds;
        return new Run(plan, outcome, records, session.Cost, seconds);
    }

    private RunOutcome? Ending(TrainingSession session, long start, CancellationToken cancellation)
    {
        if (session.CompletedSteps >= session.PlannedSteps)
        {
            return new RunOutcome.Completed();
        }

        if (cancellation.IsCancellationRequested)
        {
            return new RunOutcome.Cancelled(session.CompletedSteps);
        }

        return options.MaximumTime is { } limit && clock.GetElapsedTime(start) >= limit ? new RunOutcome.OutOfTime(session.CompletedSteps) : null;
    }
}
