using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Samovar.Training;

namespace Samovar.Cli.Commands;

/// <summary>Turns what a training may spend into a number of steps.</summary>
/// <param name="host">Where the command runs.</param>
/// <param name="problems">Takes everything that is wrong.</param>
internal sealed class TrainBudget(Host host, Problems problems)
{
    /// <summary>A schedule that was planned for a time is cut when this much more has passed: the machine has become slower, and somebody is waiting.</summary>
    internal const double Patience = 2;

    /// <summary>The budget that was given, or null.</summary>
    /// <param name="evaluations">Energies and scores, or null.</param>
    /// <param name="time">Time to plan for, or null.</param>
    /// <param name="steps">Number of steps that was given, or null.</param>
    /// <param name="subject">What it learns.</param>
    internal RunBudget? Of(long? evaluations, TimeSpan? time, int? steps, Subject subject)
    {
        if (evaluations is not null && steps is not null)
        {
            problems.Add("--steps and --max-evaluations both say how long to train. Leave one out.");
        }
        else if (evaluations is not null && subject is DataSubject)
        {
            problems.Add("--max-evaluations counts evaluations of an energy, and data have none. Give --steps or --max-time.");
        }

        return (evaluations ?? time?.Ticks) is not null ? new RunBudget(evaluations, time?.TotalSeconds) : null;
    }

    /// <summary>Plans.</summary>
    /// <param name="budget">What may be spent.</param>
    /// <param name="start">Makes a session for a number of steps.</param>
    /// <returns>The plan, or null if the budget does not pay for a step.</returns>
    internal PlannedSchedule? Plan(RunBudget budget, Func<int, TrainingSession> start)
    {
        PlannedSchedule schedule = new SchedulePlanner(start, host.Clock).Plan(budget, host.Cancellation);
        if (schedule.Steps > 0)
        {
            return schedule;
        }

        problems.Add($"The budget does not pay for one training step: {schedule.Reason}. Give more with --max-evaluations or --max-time, or the steps with --steps.");
        return null;
    }
}
