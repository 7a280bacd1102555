using Samovar.Cli.Live;
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

    /// <summary>True if it shows what glimpses of the sampler tell.</summary>
    bool WantsGlimpses => false;

    /// <summary>Takes note of a glimpse; called between two steps, on the thread that trains.</summary>
    /// <param name="session">The session.</param>
    /// <param name="glimpse">What was seen.</param>
    /// <param name="probe">Where it comes from.</param>
    void See(TrainingSession session, Glimpse glimpse, QualityProbe probe)
    {
    }
}

/// <summary>No display.</summary>
internal sealed class SilentProgress : IProgressDisplay
{
    public Run Show(TrainingSession session, Func<Run> work) => work();

    public void Record(TrainingSession session, StepRecord record)
    {
    }
}

/// <summary>Writes history and checkpoints while training goes on, and looks at the sampler now and then for those who want to see it.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="display">Is told about each record and each glimpse.</param>
/// <param name="probe">Looks at the sampler.</param>
/// <param name="clock">Source of time.</param>
internal sealed class RunRecorder(RunFolder folder, IProgressDisplay display, QualityProbe probe, TimeProvider clock) : ITrainingObserver
{
    /// <summary>A glimpse may take one part in so many of the time.</summary>
    private const int GlimpseShare = 25;

    private static readonly TimeSpan Cadence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GlimpseCadence = TimeSpan.FromSeconds(2);

    private long lastCheckpoint = clock.GetTimestamp();
    private long lastGlimpse = clock.GetTimestamp();
    private TimeSpan glimpsePause = GlimpseCadence;
    private int glimpses;

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
        long now = clock.GetTimestamp();
        if (display.WantsGlimpses && clock.GetElapsedTime(lastGlimpse, now) >= glimpsePause)
        {
            display.See(session, probe.Look(session), probe);
            lastGlimpse = clock.GetTimestamp();
            TimeSpan spent = clock.GetElapsedTime(now, lastGlimpse);
            // The first glimpse compiles what later ones only run, so its time says nothing.
            glimpsePause = glimpses++ > 0 && GlimpseShare * spent > GlimpseCadence ? GlimpseShare * spent : GlimpseCadence;
        }

        if (clock.GetElapsedTime(lastCheckpoint, now) >= Cadence)
        {
            Checkpoint(session);
        }
    }
}
