using Samovar.Cli.Live;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>How fast training goes, from its first step in this process.</summary>
/// <param name="clock">Source of time.</param>
/// <param name="firstStep">Steps done before.</param>
/// <param name="plannedSteps">Steps of the whole schedule.</param>
internal sealed class Pace(TimeProvider clock, int firstStep, int plannedSteps)
{
    private readonly long start = clock.GetTimestamp();

    /// <summary>Seconds since the first step in this process.</summary>
    internal double Elapsed => clock.GetElapsedTime(start).TotalSeconds;

    /// <summary>Seconds to go at the pace so far, or null before the first step is done.</summary>
    internal double? Remaining(int step) => step > firstStep ? Elapsed / (step - firstStep) * (plannedSteps - step) : null;

    /// <summary>Time, recorded quantities and what the last glimpse told, in words.</summary>
    internal string Describe(int step, StepRecord? record, Glimpse? glimpse)
    {
        string left = Remaining(step) is { } seconds ? $"{Phrases.Duration(seconds)} left" : "time left unknown";
        IEnumerable<string> values = record is null ? [] : record.Values.Select(pair => $"{pair.Key} {Phrases.Number(pair.Value)}");
        return string.Join("  ", [$"{Phrases.Duration(Elapsed)} elapsed", left, .. glimpse?.Readings.Select(reading => reading.Words) ?? [], .. values]);
    }
}
