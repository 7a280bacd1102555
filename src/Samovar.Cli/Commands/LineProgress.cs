using System.Globalization;
using Samovar.Cli.Live;
using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Progress as plain lines, for files and pipes: the first record, one every few seconds, and the last.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="clock">Source of time.</param>
internal sealed class LineProgress(TextWriter output, TimeProvider clock) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private Pace? pace;
    private long? lastLine;
    private Glimpse? glimpse;

    public bool WantsGlimpses => true;

    public void See(TrainingSession session, Glimpse glimpse, QualityProbe probe) => this.glimpse = glimpse;

    public Run Show(TrainingSession session, Func<Run> work)
    {
        pace = new Pace(clock, session.CompletedSteps, session.PlannedSteps);
        return work();
    }

    public void Record(TrainingSession session, StepRecord record)
    {
        bool due = lastLine is not { } last || clock.GetElapsedTime(last) >= Interval || record.Step == session.PlannedSteps;
        if (!due || pace is null)
        {
            return;
        }

        lastLine = clock.GetTimestamp();
        string planned = session.PlannedSteps.ToString(CultureInfo.InvariantCulture);
        string step = record.Step.ToString(CultureInfo.InvariantCulture).PadLeft(planned.Length);
        string percent = $"{100L * record.Step / session.PlannedSteps}".PadLeft(3);
        output.WriteLine($"  step {step}/{planned}  {percent} %  {pace.Describe(record.Step, record, glimpse)}");
        output.Flush();
    }
}
