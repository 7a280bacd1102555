using Samovar.Methods;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Shows how a method that draws without training gets on: a bar on a terminal, a line every few seconds elsewhere.</summary>
/// <param name="lines">Where lines go, or null for none.</param>
/// <param name="terminal">The terminal for a bar, or null for lines.</param>
/// <param name="clock">Source of time.</param>
internal sealed class DirectDisplay(TextWriter? lines, IAnsiConsole? terminal, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Does some work under the display.</summary>
    /// <param name="work">Is handed what takes news of progress.</param>
    internal T Show<T>(Func<Action<DirectProgress>, T> work)
    {
        long start = clock.GetTimestamp();
        return terminal is not null ? Bar(terminal, start, work) : work(Lines(start));
    }

    private T Bar<T>(IAnsiConsole console, long start, Func<Action<DirectProgress>, T> work) => console.Progress()
        .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            ProgressTask task = context.AddTask("starting", maxValue: 1);
            return work(progress =>
            {
                task.Value = progress.Share;
                task.Description = Spectre.Console.Markup.Escape(Words(progress, start));
            });
        });

    private Action<DirectProgress> Lines(long start)
    {
        long last = start;
        return progress =>
        {
            if (lines is not null && clock.GetElapsedTime(last) >= Interval)
            {
                last = clock.GetTimestamp();
                lines.WriteLine($"  {Math.Floor(100 * progress.Share),3:0} %  {Words(progress, start)}");
                lines.Flush();
            }
        };
    }

    private string Words(DirectProgress progress, long start)
    {
        double elapsed = clock.GetElapsedTime(start).TotalSeconds;
        string left = progress.Share is > 0 and <= 1 ? $"{Phrases.Duration(elapsed / progress.Share * (1 - progress.Share))} left" : "time left unknown";
        return $"{Phrases.Duration(elapsed)} elapsed  {left}  {progress.Phase}";
    }
}
