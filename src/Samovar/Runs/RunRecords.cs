
using System.Text.Json.Serialization;

namespace Samovar.Runs;

/// <summary>Everything needed to repeat a run. Written to run.json before anything else happens.</summary>
/// <param name="Target">Catalogue name or path of the target.</param>
/// <param name="TargetOptions">Arguments of the target, such as the data file; sorted by name.</param>
/// <param name="Method">Catalogue name of the method.</param>
/// <param name="Preset">"quick", "default" or "paper"; empty for a method that draws without training.</param>
/// <param name="Seed">Seed of all randomness.</param>
/// <param name="Steps">Planned training steps; 0 for a method that draws without training.</param>
public sealed record RunPlan(string Target, IReadOnlyDictionary<string, string> TargetOptions, string Method, string Preset, ulong Seed, int Steps)
{
    /// <summary>Every option of the method, as text; sorted by name. Empty for a method without options.</summary>
    public IReadOnlyDictionary<string, string> MethodOptions { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Number of draws of a method that draws without training; 0 for training, after which any number can be drawn.</summary>
    public int Draws { get; init; }

    /// <summary>What was given for the run to spend, and how its schedule was found from that; null where the preset or the user chose the schedule.</summary>
    public RunBudget? Budget { get; init; }

    /// <summary>True if the method draws without training.</summary>
    [JsonIgnore]
    public bool IsDirect => Draws > 0;
}

/// <summary>One line of history.csv.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Seconds">Wall time spent training, in seconds, earlier sessions of a resumed run included.</param>
/// <param name="Values">Recorded quantities by name, such as "score-loss".</param>
public sealed record StepRecord(int Step, double Seconds, IReadOnlyDictionary<string, double> Values);

/// <summary>How a run ended.</summary>
public abstract record RunOutcome
{
    /// <summary>All planned steps were done.</summary>
    public sealed record Completed : RunOutcome;

    /// <summary>The time allowed ran out; the last state was saved and can be resumed.</summary>
    /// <param name="Step">Steps done.</param>
    public sealed record OutOfTime(int Step) : RunOutcome;

    /// <summary>A number stopped being finite; the last healthy checkpoint was kept.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Phase">The phase of the objective.</param>
    /// <param name="Quantity">What was not finite.</param>
    public sealed record Diverged(int Step, string Phase, string Quantity) : RunOutcome;

    /// <summary>The user stopped it; the last state was saved and can be resumed.</summary>
    /// <param name="Step">Steps done.</param>
    public sealed record Cancelled(int Step) : RunOutcome;
}

/// <summary>How serious a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Green,

    /// <summary>Look before you use the draws.</summary>
    Amber,

    /// <summary>Do not use the draws.</summary>
    Red,
}

/// <summary>What a colleague would say after looking at a run.</summary>
/// <param name="Severity">How serious.</param>
/// <param name="Check">Which check found it, in kebab-case.</param>
/// <param name="Message">What was seen, with its numbers.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record Finding(Severity Severity, string Check, string Message, string Advice);

/// <summary>What happened, as a value.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="History">What was recorded, oldest first.</param>
/// <param name="Cost">Target evaluations spent on training, or on drawing without it.</param>
/// <param name="Seconds">Wall seconds spent on training, or on drawing without it.</param>
public sealed record Run(RunPlan Plan, RunOutcome Outcome, IReadOnlyList<StepRecord> History, EvaluationCost Cost, double Seconds)
{
    /// <summary>Metrics on fresh draws.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>What the checks found.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What was said about the draws: by a method that draws without training, or after training by a sampler whose draws have weights; else null.</summary>
    public SamplingRecord? Sampling { get; init; }
}

/// <summary>Says what a colleague would say.</summary>
public interface IRunCheck
{
    /// <summary>Looks at a whole run.</summary>
    /// <param name="run">The run, with its measurements.</param>
    IEnumerable<Finding> Examine(Run run);
}
