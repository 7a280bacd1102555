using System.Text.Json.Serialization;

namespace Samovar.Runs;

/// <summary>What a run is given to spend: evaluations of the target, wall time, or both; then it ends at whichever is spent first.</summary>
/// <param name="Evaluations">Energies and scores together, as <see cref="EvaluationCost.Total"/> adds them; null for no limit. Range [1, ∞).</param>
/// <param name="Seconds">Wall seconds of training, or of drawing without it; null for no limit. Range (0, ∞).</param>
public sealed record RunBudget(long? Evaluations = null, double? Seconds = null)
{
    /// <summary>Energies and scores together; null for no limit.</summary>
    public long? Evaluations { get; } = Require.That(Evaluations, Evaluations is null or >= 1, "A budget holds at least one evaluation.", nameof(Evaluations));

    /// <summary>Wall seconds; null for no limit.</summary>
    public double? Seconds { get; } =
        Require.That(Seconds, Seconds is null || (Seconds > 0 && double.IsFinite(Seconds.Value)), "A budget of time is a positive number of seconds.", nameof(Seconds));

    /// <summary>The trial from which the number of training steps was planned; null for a method that draws without training, which stops by itself.</summary>
    public RunPilot? Pilot { get; init; }

    /// <summary>The limits alone, to tell whether two runs were given the same.</summary>
    [JsonIgnore]
    public RunBudget Limits => new(Evaluations, Seconds);

    /// <summary>Share of the budget that was spent: of the limit that is nearest to its end; above 1 if it was overspent.</summary>
    /// <param name="cost">Evaluations spent.</param>
    /// <param name="seconds">Wall seconds spent.</param>
    public double Share(EvaluationCost cost, double seconds) =>
        Math.Max(Evaluations is { } most ? (double)cost.Total / most : 0, Seconds is { } longest ? seconds / longest : 0);
}

/// <summary>A few training steps on a session that is thrown away, to learn what a step costs. Not counted in the run's own cost.</summary>
/// <param name="Steps">Steps of the trial.</param>
/// <param name="Cost">Evaluations that the trial took.</param>
/// <param name="Seconds">Wall seconds that the trial took.</param>
public sealed record RunPilot(int Steps, EvaluationCost Cost, double Seconds);
