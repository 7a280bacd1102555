using Samovar.Runs;

namespace Samovar.Training;

/// <summary>A number of training steps found for a budget.</summary>
/// <param name="Steps">Steps of the whole schedule; 0 where the budget does not even pay for one.</param>
/// <param name="Budget">The budget, with the trial that the number rests on.</param>
/// <param name="Reason">What a step and its preparation cost, for messages; a clause.</param>
public sealed record PlannedSchedule(int Steps, RunBudget Budget, string Reason);

/// <summary>Finds the number of training steps whose schedule ends when a budget is spent, so that learning rates have come down by then.</summary>
/// <remarks>
/// Evaluations are learned from the second half of a schedule of few steps: exact for methods whose steps all cost the same once they have begun. Time is
/// learned from the first steps of a long schedule, again by their second half, as the first ones trace and compile. Both trials are thrown away.
/// </remarks>
/// <param name="start">Makes a session before its first step, for a number of planned steps.</param>
/// <param name="clock">Source of time.</param>
public sealed class SchedulePlanner(Func<int, TrainingSession> start, TimeProvider clock)
{
    private const int TrialSteps = 64;
    private const int CompilingSteps = 4;
    private const int LongSchedule = 100_000;

    /// <summary>Seconds of a trial for a budget of time, at least: steps become faster until all that they use is compiled for good.</summary>
    private const double LeastTrial = 2;

    /// <summary>Share of a budget of time that a trial takes.</summary>
    private const double TrialShare = 0.05;

    /// <summary>Share of a small budget of time that a trial takes at most.</summary>
    private const double MostTrialShare = 0.4;

    /// <summary>Plans.</summary>
    /// <param name="budget">What may be spent; at least one of its limits is given.</param>
    /// <param name="cancellation">Ends the trial with an exception.</param>
    /// <returns>The plan; it ends at the limit that is reached first.</returns>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public PlannedSchedule Plan(RunBudget budget, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        PlannedSchedule? byEvaluations = budget.Evaluations is { } most ? ByEvaluations(budget, most, cancellation) : null;
        PlannedSchedule? byTime = budget.Seconds is { } longest && byEvaluations is not { Steps: 0 } ? ByTime(budget, longest, cancellation) : null;
        return (byEvaluations, byTime) switch
        {
            ({ } counted, { } timed) => timed.Steps < counted.Steps ? timed with { Budget = Both(counted, timed) } : counted with { Budget = Both(counted, timed) },
            ({ } counted, null) => counted,
            (null, { } timed) => timed,
            _ => throw new ArgumentException("A budget without limits plans nothing.", nameof(budget)),
        };
    }

    private PlannedSchedule ByEvaluations(RunBudget budget, long most, CancellationToken cancellation)
    {
        long began = clock.GetTimestamp();
        TrainingSession trial = start(TrialSteps);
        long halfway = trial.Cost.Total;
        int stepsHalfway = 0;
        while (trial.CompletedSteps < TrialSteps && trial.Advance() is null)
        {
            cancellation.ThrowIfCancellationRequested();
            (halfway, stepsHalfway) = trial.CompletedSteps == TrialSteps / 2 ? (trial.Cost.Total, trial.CompletedSteps) : (halfway, stepsHalfway);
        }

        // Methods begin with steps that cost less or more than the others, as to fill a buffer: the second half of the trial says what a step costs later.
        double each = (double)(trial.Cost.Total - halfway) / Math.Max(1, trial.CompletedSteps - stepsHalfway);
        double beside = trial.Cost.Total - (trial.CompletedSteps * each);
        return new PlannedSchedule(
            each > 0 ? (int)Math.Clamp((most - beside) / each, 0, int.MaxValue) : 0,
            budget with { Pilot = new RunPilot(trial.CompletedSteps, trial.Cost, clock.GetElapsedTime(began).TotalSeconds) },
            each > 0
                ? FormattableString.Invariant($"each step takes {each:0} energies and scores, and {Math.Max(0, beside):0} are needed beside the steps")
                : "its steps do not evaluate the target");
    }

    private PlannedSchedule ByTime(RunBudget budget, double longest, CancellationToken cancellation)
    {
        double seconds = Math.Min(MostTrialShare * longest, Math.Max(LeastTrial, TrialShare * longest));
        long began = clock.GetTimestamp();
        TrainingSession trial = start(LongSchedule);
        double prepared = clock.GetElapsedTime(began).TotalSeconds;
        double compiled = prepared;
        double elapsed = prepared;
        double halfway = 0;
        int stepsHalfway = 0;
        // Later steps are faster, as the runtime compiles what is used again and again: the second half of the trial gives the pace.
        while ((trial.CompletedSteps < 2 * CompilingSteps || elapsed - prepared < seconds) && trial.Advance() is null)
        {
            cancellation.ThrowIfCancellationRequested();
            elapsed = clock.GetElapsedTime(began).TotalSeconds;
            compiled = trial.CompletedSteps <= CompilingSteps ? elapsed : compiled;
            bool isFirstHalf = trial.CompletedSteps <= CompilingSteps || elapsed - prepared < 0.5 * seconds;
            (halfway, stepsHalfway) = isFirstHalf ? (elapsed, trial.CompletedSteps) : (halfway, stepsHalfway);
        }

        int counted = trial.CompletedSteps - stepsHalfway;
        double each = counted > 0 ? (elapsed - halfway) / counted : (elapsed - prepared) / Math.Max(1, trial.CompletedSteps);
        double once = Math.Max(0, compiled - (Math.Min(CompilingSteps, trial.CompletedSteps) * each));
        return new PlannedSchedule(
            each > 0 ? (int)Math.Clamp((longest - once) / each, 0, int.MaxValue) : 0,
            budget with { Pilot = new RunPilot(trial.CompletedSteps, trial.Cost, elapsed) },
            FormattableString.Invariant($"preparing takes {once:0.0} s, and each step {each:0.000} s"));
    }

    private static RunBudget Both(PlannedSchedule counted, PlannedSchedule timed)
    {
        RunPilot left = counted.Budget.Pilot!;
        RunPilot right = timed.Budget.Pilot!;
        return counted.Budget with { Pilot = new RunPilot(left.Steps + right.Steps, left.Cost + right.Cost, left.Seconds + right.Seconds) };
    }
}
