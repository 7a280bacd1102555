using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

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
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no data file '{path}'. Give the path of a CSV file, relative to the current folder.", path);
        }

        using StreamReader reader = new(path);
        return Read(reader, path);
    }

    /// <summary>Reads a table from text.</summary>
    /// <param name="reader">The text; read to its end.</param>
    /// <param name="source">Name for messages.</param>
    /// <exception cref="InvalidDataException">The text is empty, has fewer than two rows, or a field is not a finite number.</exception>
    public static NumericTable Read(TextReader reader, string source)
    {
        ArgumentNullException.ThrowIfNull(reader);
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            TrimOptions = TrimOptions.Trim,
            IgnoreBlankLines = true,
            BadDataFound = problem => throw new InvalidDataException(
                $"'{source}', line {problem.Context.Parser?.RawRow}: a quote is opened and not closed properly in {Shorten(problem.RawRecord)}."),
        };
        using CsvParser parser = new(reader, configuration);
        IReadOnlyList<string>? columns = null;
        List<double> values = [];
        while (parser.Read())
        {
            string[] fields = parser.Record!;
            if (columns is null)
            {
                columns = Header(fields, source, out bool isHeader);
                if (isHeader)
                {
                    continue;
                }
            }

            Append(values, fields, columns, $"'{source}', line {parser.RawRow}");
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

    private static string[] Header(string[] fields, string source, out bool isHeader)
    {
        isHeader = fields.Any(field => field.Length > 0 && !TryParse(field, out _));
        if (!isHeader)
        {
            return Enumerable.Range(1, fields.Length).Select(number => $"column-{number}").ToArray();
        }

        string[] names = fields.Select((field, index) => field.Length > 0 ? field : $"column-{index + 1}").ToArray();
        string? repeated = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return repeated is null
            ? names
            : throw new InvalidDataException($"'{source}', line 1: the header names column '{repeated}' more than once. Give every column its own name.");
    }

    private static void Append(List<double> values, string[] fields, IReadOnlyList<string> columns, string place)
    {
        if (fields.Length != columns.Count)
        {
            throw new InvalidDataException($"{place}: {fields.Length} fields where the first line has {columns.Count}. Every row needs one number per column.");
        }

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
                    $"{place}, column '{columns[column]}': {Shorten(field)} is not a number. Encode text as numbers, with a decimal point.");
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

    private static string Shorten(string? text)
    {
        string single = (text ?? "").ReplaceLineEndings(" ").Trim();
        return single.Length <= 40 ? $"'{single}'" : $"'{single[..40]}…'";
    }
}
