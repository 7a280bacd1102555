using Samovar.Compute;

namespace Samovar.Data;

/// <summary>A table of numbers with named columns.</summary>
public sealed class NumericTable
{
    private readonly double[] values;

    /// <summary>Makes a table.</summary>
    /// <param name="source">Where it came from, for messages; a file path.</param>
    /// <param name="columns">Names of the columns, at least one.</param>
    /// <param name="values">[rows × columns] row-major; kept, not copied.</param>
    internal NumericTable(string source, IReadOnlyList<string> columns, double[] values)
    {
        Source = source;
        Columns = columns;
        this.values = values;
    }

    /// <summary>Where it came from.</summary>
    public string Source { get; }

    /// <summary>Names of the columns: those of the header, or column-1, column-2, … without one.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => values.Length / Columns.Count;

    /// <summary>One number.</summary>
    /// <param name="row">Row, 0 to rows − 1.</param>
    /// <param name="column">Column, 0 to columns − 1.</param>
    public double this[int row, int column] => values[(row * Columns.Count) + column];

    /// <summary>The position of a column.</summary>
    /// <param name="name">Name as in the header; case matters only where two names differ by nothing else.</param>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public int IndexOf(string name)
    {
        int exact = IndexOf(name, StringComparison.Ordinal);
        int index = exact >= 0 ? exact : IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return index >= 0
            ? index
            : throw new InvalidDataException($"'{Source}' has no column '{name}'. Its columns are: {string.Join(", ", Columns)}.");
    }

    /// <summary>The whole table as points.</summary>
    /// <returns>[rows, columns].</returns>
    public Batch ToBatch()
    {
        Batch batch = new(Rows, Columns.Count);
        for (int index = 0; index < values.Length; index++)
        {
            batch.Values[index] = (float)values[index];
        }

        return batch;
    }

    private int IndexOf(string name, StringComparison comparison)
    {
        for (int column = 0; column < Columns.Count; column++)
        {
            if (string.Equals(Columns[column], name, comparison))
            {
                return column;
            }
        }

        return -1;
    }
}
