namespace Samovar.Targets;

/// <summary>What one must know before quoting a number on a target.</summary>
/// <param name="Summary">One line for lists.</param>
/// <param name="Definition">The exact density, with every constant.</param>
/// <param name="LogNormalizer">The value of log Z and how it is known.</param>
/// <param name="Scale">A rough extent of the target, in the units of the points.</param>
/// <param name="Source">Paper or code line that the definition follows.</param>
public sealed record TargetCard(string Summary, string Definition, string LogNormalizer, double Scale, string Source)
{
    /// <summary>Other definitions that circulate under the same name.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>Exact moments and other known answers, one per line.</summary>
    public IReadOnlyList<string> KnownAnswers { get; init; } = [];

    /// <summary>What goes wrong on this target, one per line.</summary>
    public IReadOnlyList<string> Traps { get; init; } = [];
}
