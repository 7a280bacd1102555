namespace Samovar;

/// <summary>Evaluations of a target, one per point.</summary>
/// <param name="Energies">Log-density evaluations, those made together with a score included.</param>
/// <param name="Scores">Score evaluations.</param>
public readonly record struct EvaluationCost(long Energies, long Scores)
{
    /// <summary>No evaluation at all.</summary>
    public static EvaluationCost None => default;

    /// <summary>Energies and scores added up: the one number of a budget. A score with its energy counts as two, about what it costs.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Total => Energies + Scores;

    /// <summary>The sum of two costs.</summary>
    public static EvaluationCost operator +(EvaluationCost left, EvaluationCost right) => left.Add(right);

    /// <summary>The sum of this cost and another.</summary>
    public EvaluationCost Add(EvaluationCost other) => new(Energies + other.Energies, Scores + other.Scores);
}
