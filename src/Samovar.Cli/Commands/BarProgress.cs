using Samovar.Cli.Live;
using Samovar.Runs;
using Samovar.Training;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Progress as a bar on a terminal, with time to go and the last recorded quantities.</summary>
/// <param name="console">The terminal.</param>
/// <param name="clock">Source of time.</param>
internal sealed class BarProgress(IAnsiConsole console, TimeProvider clock) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);

    private StepRecord? last;
    private Glimpse? glimpse;

    public bool WantsGlimpses => true;

    public void See(TrainingSession session, Glimpse glimpse, QualityProbe probe) => this.glimpse = glimpse;

    public Run Show(TrainingSession session, Func<Run> work)
    {
        Pace pace = new(clock, session.CompletedSteps, session.PlannedSteps);
        return console.Progress()
            .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask task = context.AddTask("starting", maxValue: session.PlannedSteps);
                void Refresh()
                {
                    int step = session.CompletedSteps;
                    task.Value = step;
                    task.Description = Markup.Escape($"{step}/{session.PlannedSteps}  {pace.Describe(step, last, glimpse)}");
                }

                using ITimer timer = clock.CreateTimer(_ => Refresh(), null, Interval, Interval);
                Run run = work();
                Refresh();
                return run;
            });
    }

    public void Record(TrainingSession session, StepRecord record) => last = record;
}
