using System.Globalization;

namespace Samovar.Data;

/// <summary>Reads tables of numbers from comma-separated files.</summary>
/// <remarks>
/// Fields may be quoted. The first row is a header if it holds at least one field that is not a number. Numbers use a decimal point, whatever the
/// culture. Nothing is guessed: a gap, a text or a row of another length is an error that names file, line and column.
/// </remarks>
public static class CsvFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, has fewer than two rows, or a field is not a finite number.</exception>
    public static NumericTable Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using StreamReader reader = CsvText.Open(path);
        return Read(reader, path);
    }

    /// <summary>Reads a table from text.</summary>
    /// <param name="reader">The text; read to its end.</param>
    /// <param name="source">Name for messages.</param>
    /// <exception cref="InvalidDataException">The text is empty, has fewer than two rows, or a field is not a finite number.</exception>
    public static NumericTable Read(TextReader reader, string source)
    {
        ArgumentNullException.ThrowIfNull(reader);
        IReadOnlyList<string>? columns = null;
        List<double> values = [];
        foreach (CsvRow row in CsvText.Rows(reader, source))
        {
            if (columns is null)
            {
                columns = CsvText.Header(row.Fields, source, out bool isHeader);
                if (isHeader)
                {
                    continue;
                }
            }

            Append(values, row, columns, source);
        }

        return Complete(source, columns, values);
    }

    private static NumericTable Complete(string source, IReadOnlyList<string>? columns, List<double> values)
    {
        if (columns is null)
        {
            throw new InvalidDataException($"'{source}' is empty. It should hold rows of numbers separated by commas, under an optional header.");
        }

        int rows = values.Count / columns.Count;
        return rows >= 2
            ? new NumericTable(source, columns, [.. values])
            : throw new InvalidDataException($"'{source}' has {rows} {(rows == 1 ? "row" : "rows")} of numbers; at least 2 are needed.");
    }

    private static void Append(List<double> values, CsvRow row, IReadOnlyList<string> columns, string source)
    {
        string[] fields = row.Fields;
        if (fields.Length != columns.Count)
        {
            throw CsvText.WrongLength(row, columns.Count, source);
        }

        string place = $"'{source}', line {row.Line}";
        for (int column = 0; column < fields.Length; column++)
        {
            string field = fields[column];
            if (field.Length == 0)
            {
                throw new InvalidDataException(
                    $"{place}, column '{columns[column]}': the field is empty. Fill the gap or drop the row; nothing is filled in for you.");
            }

            if (!TryParse(field, out double value))
            {
                throw new InvalidDataException(
                    $"{place}, column '{columns[column]}': {CsvText.Shorten(field)} is not a number. Encode text as numbers, with a decimal point.");
            }

            if (!double.IsFinite(value))
            {
                throw new InvalidDataException($"{place}, column '{columns[column]}': {field} is not a finite number. Fill the gap or drop the row.");
            }

            values.Add(value);
        }
    }

    private static bool TryParse(string field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
