using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Samovar.Data;

/// <summary>A row of a CSV file.</summary>
/// <param name="Fields">Its fields, trimmed.</param>
/// <param name="Line">The line it ends on, from 1.</param>
internal readonly record struct CsvRow(string[] Fields, int Line);

/// <summary>Splits comma-separated text into rows of fields; what the fields mean is for others to say.</summary>
internal static class CsvText
{
    private const int MostShown = 40;

    /// <summary>Opens a file as strict UTF-8.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal static StreamReader Open(string path) => File.Exists(path)
        ? new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true))
        : throw new FileNotFoundException($"There is no data file '{path}'. Give the path of a CSV file, relative to the current folder.", path);

    /// <summary>Reads rows.</summary>
    /// <param name="reader">The text; read to its end.</param>
    /// <param name="source">Name for messages; the path, where it is a file.</param>
    /// <exception cref="InvalidDataException">A quote is not closed, or the text is not UTF-8.</exception>
    internal static IEnumerable<CsvRow> Rows(TextReader reader, string source)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            TrimOptions = TrimOptions.Trim,
            IgnoreBlankLines = true,
            BadDataFound = problem => throw new InvalidDataException(
                $"'{source}', line {problem.Context.Parser?.RawRow}: a quote is opened and not closed properly in {Shorten(problem.RawRecord)}."),
        };
        using CsvParser parser = new(reader, configuration);
        while (Advance(parser, source))
        {
            yield return new CsvRow(parser.Record!, parser.RawRow);
        }
    }

    /// <summary>The names of the columns, and whether the first row gives them: it does if it holds at least one field that is not a number.</summary>
    /// <exception cref="InvalidDataException">A name stands twice, or the line is separated by something else than commas.</exception>
    internal static string[] Header(string[] fields, string source, out bool isHeader)
    {
        RefuseSeparators(fields, source);
        isHeader = fields.Any(field => field.Length > 0 && !IsNumber(field));
        if (!isHeader)
        {
            return [.. Enumerable.Range(1, fields.Length).Select(number => $"column-{number}")];
        }

        string[] names = [.. fields.Select((field, index) => field.Length > 0 ? field : $"column-{index + 1}")];
        string? repeated = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return repeated is null
            ? names
            : throw new InvalidDataException($"'{source}', line 1: the header names column '{repeated}' more than once. Give every column its own name.");
    }

    /// <summary>A line with at least as many semicolons or tabs as fields, or with numbers alone between them, has them between its values; its commas are decimal ones.</summary>
    /// <exception cref="InvalidDataException">It is such a line.</exception>
    private static void RefuseSeparators(string[] fields, string source)
    {
        foreach ((char separator, string word) in new[] { (';', "';'"), ('\t', "tabs") })
        {
            string[] pieces = [.. fields.SelectMany(field => field.Split(separator))];
            if (pieces.Length >= 2 * fields.Length || (pieces.Length > fields.Length && Array.TrueForAll(pieces, IsNumber)))
            {
                throw new InvalidDataException(
                    $"'{source}', line 1: the values seem to be separated by {word} in {Shorten(string.Join(',', fields))}; commas are needed, and points as decimals. "
                    + "Save it again as CSV with commas.");
            }
        }
    }

    /// <summary>What is wrong with the length of a row.</summary>
    internal static InvalidDataException WrongLength(CsvRow row, int columns, string source) =>
        new($"'{source}', line {row.Line}: {row.Fields.Length} fields where the first line has {columns}. Every row needs one value per column.");

    private static bool IsNumber(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>A text for a message.</summary>
    internal static string Shorten(string? text)
    {
        string single = (text ?? string.Empty).ReplaceLineEndings(" ").Trim();
        return single.Length <= MostShown ? $"'{single}'" : $"'{single[..MostShown]}…'";
    }

    private static bool Advance(CsvParser parser, string source)
    {
        try
        {
            return parser.Read();
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException(
                $"'{source}'{Place(source)}: the bytes are not UTF-8. Save the file as UTF-8, for instance with: iconv -f LATIN1 -t UTF-8.", exception);
        }
    }

    /// <summary>Line and column of the first byte that is not UTF-8, as far as commas tell.</summary>
    private static string Place(string path)
    {
        if (!File.Exists(path))
        {
            return string.Empty;
        }

        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        int line = 0;
        foreach (byte[] bytes in Lines(path))
        {
            line++;
            string[] fields = [.. Encoding.Latin1.GetString(bytes).Split(',')];
            for (int column = 0; column < fields.Length; column++)
            {
                try
                {
                    strict.GetCharCount(Encoding.Latin1.GetBytes(fields[column]));
                }
                catch (DecoderFallbackException)
                {
                    return $", line {line}, column {column + 1}";
                }
            }
        }

        return string.Empty;
    }

    private static IEnumerable<byte[]> Lines(string path)
    {
        using StreamReader reader = new(path, Encoding.Latin1);
        while (reader.ReadLine() is { } line)
        {
            yield return Encoding.Latin1.GetBytes(line);
        }
    }
}
