namespace Samovar.Data;

/// <summary>A table split into features and a label of two classes.</summary>
/// <param name="Features">Which columns of the table are features, in order.</param>
/// <param name="Label">Which column is the label.</param>
/// <param name="Classes">The two label values; the larger one is the positive class.</param>
/// <param name="Table">The table.</param>
public sealed record LabelledTable(NumericTable Table, IReadOnlyList<int> Features, int Label, (double Negative, double Positive) Classes)
{
    /// <summary>Splits a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labelColumn">Name of the label's column; null for the last one.</param>
    /// <exception cref="InvalidDataException">There is no such column, no feature is left, or the label does not take exactly two values.</exception>
    public static LabelledTable Of(NumericTable table, string? labelColumn = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        int label = labelColumn is null ? table.Columns.Count - 1 : table.IndexOf(labelColumn);
        if (table.Columns.Count < 2)
        {
            throw new InvalidDataException($"'{table.Source}' has a single column, '{table.Columns[0]}'; a label and at least one feature are needed.");
        }

        double[] classes = Enumerable.Range(0, table.Rows).Select(row => table[row, label]).Distinct().Order().ToArray();
        if (classes.Length != 2)
        {
            string shown = string.Join(", ", classes.Take(5)) + (classes.Length > 5 ? ", …" : "");
            throw new InvalidDataException(
                $"'{table.Source}', column '{table.Columns[label]}': "
                + $"the label takes {classes.Length} {(classes.Length == 1 ? "value" : "different values")} ({shown}); "
                + "exactly two classes are needed. Is another column the label?");
        }

        int[] features = Enumerable.Range(0, table.Columns.Count).Where(column => column != label).ToArray();
        return new LabelledTable(table, features, label, (classes[0], classes[1]));
    }

    /// <summary>Whether a row belongs to the positive class.</summary>
    /// <param name="row">Row, 0 to rows − 1.</param>
    public bool IsPositive(int row) => Table[row, Label] == Classes.Positive;
}
