using Samovar.Cli.Commands;
using Samovar.Cli.Reports;
using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Cli.Live;

/// <summary>Shows training to browsers, besides another display.</summary>
/// <param name="inner">The other display.</param>
/// <param name="feed">Takes the news.</param>
/// <param name="run">The run in training.</param>
/// <param name="history">Records of earlier sessions.</param>
/// <param name="clock">Source of time.</param>
internal sealed class LiveDisplay(IProgressDisplay inner, LiveFeed feed, TrainedRun run, IReadOnlyList<StepRecord> history, TimeProvider clock) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly Lock gate = new();
    private readonly List<StepRecord> records = [.. history];
    private readonly List<StepRecord> qualities = [];
    private readonly Pace pace = new(clock, run.Session.CompletedSteps, run.Session.PlannedSteps);
    private (int Records, int Qualities) told;

    /// <inheritdoc/>
    public bool WantsGlimpses => inner.WantsGlimpses || feed.HasWatchers;

    /// <inheritdoc/>
    public Run Show(TrainingSession session, Func<Run> work)
    {
        using ITimer timer = clock.CreateTimer(_ => Tell(session), null, TimeSpan.Zero, Interval);
        Run done = inner.Show(session, work);
        Tell(session);
        return done;
    }

    /// <inheritdoc/>
    public void Record(TrainingSession session, StepRecord record)
    {
        inner.Record(session, record);
        lock (gate)
        {
            records.Add(record);
        }
    }

    /// <inheritdoc/>
    public void See(TrainingSession session, Glimpse glimpse, QualityProbe probe)
    {
        inner.See(session, glimpse, probe);
        lock (gate)
        {
            qualities.Add(new StepRecord(glimpse.Step, pace.Elapsed, glimpse.Readings.ToDictionary(reading => reading.Name, reading => reading.Value, StringComparer.Ordinal)));
        }

        // Here and not with the other news: shading evaluates the target, which belongs to the thread that trains.
        if (feed.HasWatchers)
        {
            feed.Publish("draws-now", DrawsSection.Html(run.Subject, glimpse.Points, probe.Truth));
            feed.Publish("now", string.Join(" · ", glimpse.Readings.Select(reading => reading.Words)));
        }
    }

    /// <summary>Tells what does not touch the training: numbers that were written down already.</summary>
    private void Tell(TrainingSession session)
    {
        int step = session.CompletedSteps;
        double share = step / (double)session.PlannedSteps;
        string left = pace.Remaining(step) is { } seconds ? Phrases.Duration(seconds) : "unknown";
        feed.Publish("share", share.ToString(System.Globalization.CultureInfo.InvariantCulture));
        feed.Publish("progress", Markup.Tiles(
        [
            ($"{Phrases.Count(step)} of {Phrases.Count(session.PlannedSteps)}", "steps"),
            (Phrases.Duration(pace.Elapsed), "elapsed"),
            (left, "left at this pace"),
        ]));
        lock (gate)
        {
            if (told.Records != records.Count)
            {
                told.Records = records.Count;
                feed.Publish("curves", CurvesSection.Html(records));
            }

            if (told.Qualities != qualities.Count)
            {
                told.Qualities = qualities.Count;
                feed.Publish("quality", CurvesSection.Html("Quality so far", "Of a thousand draws each, without errors and floors: a direction, not a result.", qualities));
            }
        }
    }
}
