namespace Samovar.Runs;

/// <summary>One column of a table that a run learned from.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Kind">"number", "whole" (written rounded), "category" or "constant" (left out of learning and written back).</param>
/// <param name="Values">The categories in order, or the constant; empty for numbers.</param>
public sealed record ColumnRecord(string Name, string Kind, IReadOnlyList<string> Values);

/// <summary>What a run remembers of the table it learned from, beside the file itself.</summary>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Coordinates">"standardized", "standardized and whitened" or "as they are".</param>
/// <param name="TrainingRows">Rows learned from.</param>
/// <param name="HeldOutRows">Rows kept to judge by.</param>
/// <param name="DroppedRows">Rows left out because a value was missing.</param>
public sealed record DataRecord(IReadOnlyList<ColumnRecord> Columns, string Coordinates, int TrainingRows, int HeldOutRows, int DroppedRows)
{
    /// <summary>Columns, and categories as "column=value", that are the same in all rows learned from and not in the file: draws stay near that value.</summary>
    public IReadOnlyList<string> ConstantInTraining { get; init; } = [];
}
