namespace Samovar.Targets;

/// <summary>What one must know before quoting a number on a target.</summary>
/// <param name="Summary">One line for lists.</param>
/// <param name="Definition">The exact density, with every constant.</param>
/// <param name="LogNormalizer">The value of log Z, with its error where it has one, and how it is known.</param>
/// <param name="Scale">Half the extent of the mass, roughly, in the units of the points; the width of a reference that covers the target.</param>
/// <param name="Source">Paper or code line that the definition follows.</param>
public sealed record TargetCard(string Summary, string Definition, string LogNormalizer, double Scale, string Source)
{
    /// <summary>Where the density is positive.</summary>
    public string Support { get; init; } = "every point";

    /// <summary>Maps that leave the density as it is, one per line; empty if none is known.</summary>
    public IReadOnlyList<string> Symmetries { get; init; } = [];

    /// <summary>Exact moments, one per line.</summary>
    public IReadOnlyList<string> Moments { get; init; } = [];

    /// <summary>Other definitions that circulate under the same name, and which paper uses which.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>Other known answers, one per line, with their errors and where they come from.</summary>
    public IReadOnlyList<string> KnownAnswers { get; init; } = [];

    /// <summary>The command that makes reference draws where there are no exact ones, and what they said of themselves when last made, one per line.</summary>
    public IReadOnlyList<string> ReferenceDraws { get; init; } = [];

    /// <summary>What goes wrong on this target, one per line.</summary>
    public IReadOnlyList<string> Traps { get; init; } = [];
}
