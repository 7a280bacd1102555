using System.Globalization;
using System.Text;

namespace Samovar.Runs;

/// <summary>The records of a run as history.csv: a line per record, a column per quantity, numbers in invariant culture.</summary>
/// <remarks>Lines are appended; a line that a killed process left unfinished is not part of the history.</remarks>
/// <param name="path">The file.</param>
internal sealed class HistoryFile(string path)
{
    private const int FixedColumns = 2;

    private string[]? quantities;

    /// <summary>Adds a record; a quantity not seen before adds a column to the whole file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    internal void Append(StepRecord record)
    {
        quantities ??= File.Exists(path) ? Quantities(Load()) : null;
        if (quantities is null || record.Values.Keys.Except(quantities, StringComparer.Ordinal).Any())
        {
            IReadOnlyList<StepRecord> records = File.Exists(path) ? Load() : [];
            Rewrite([.. records, record]);
            return;
        }

        try
        {
            using FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(Line(record, quantities)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{path}' could not be continued: {exception.Message.TrimEnd('.')}. Free some space and resume the run.", exception);
        }
    }

    /// <summary>Replaces the whole file.</summary>
    /// <exception cref="IOException">The file cannot be written; the old one is intact.</exception>
    internal void Rewrite(IReadOnlyList<StepRecord> records)
    {
        quantities = Quantities(records);
        StringBuilder text = new();
        text.AppendJoin(',', ["step", "seconds", .. quantities]).Append('\n');
        foreach (StepRecord record in records)
        {
            text.Append(Line(record, quantities));
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>Makes sure that everything appended survives a loss of power.</summary>
    internal void FlushToDisk()
    {
        if (File.Exists(path))
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Reads all finished lines.</summary>
    /// <exception cref="InvalidDataException">A line does not fit the header.</exception>
    internal IReadOnlyList<StepRecord> Load()
    {
        string[] lines = File.ReadAllText(path).Split('\n')[..^1];
        if (lines.Length == 0)
        {
            return [];
        }

        string[] header = lines[0].Split(',');
        if (header.Length < FixedColumns || header[0] != "step" || header[1] != "seconds")
        {
            throw new InvalidDataException($"'{path}' is not the history of a run: its first line should start with 'step,seconds'.");
        }

        return [.. lines.Skip(1).Select((line, index) => Parse(line, header, index + 2))];
    }

    private StepRecord Parse(string line, string[] header, int number)
    {
        string[] cells = line.Split(',');
        if (cells.Length != header.Length
            || !int.TryParse(cells[0], CultureInfo.InvariantCulture, out int step)
            || !double.TryParse(cells[1], CultureInfo.InvariantCulture, out double seconds))
        {
            throw Unreadable(line, number);
        }

        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        for (int column = FixedColumns; column < cells.Length; column++)
        {
            if (cells[column].Length > 0)
            {
                bool isNumber = double.TryParse(cells[column], CultureInfo.InvariantCulture, out double value);
                values[header[column]] = isNumber ? value : throw Unreadable(line, number);
            }
        }

        return new StepRecord(step, seconds, values);
    }

    private InvalidDataException Unreadable(string line, int number) =>
        new($"Line {number} of '{path}' is '{line}'; it should hold a step, seconds and one number per column of the first line.");

    private static string[] Quantities(IReadOnlyList<StepRecord> records)
    {
        string[] names = [.. records.SelectMany(record => record.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return Array.Find(names, name => name.AsSpan().ContainsAny(",\"\r\n")) is { } bad
            ? throw new ArgumentException(
                $"A recorded quantity is called '{bad}'; names become columns of history.csv and cannot hold commas, quotes or line ends.")
            : names;
    }

    private static string Line(StepRecord record, string[] quantities)
    {
        IEnumerable<string> values = quantities.Select(
            name => record.Values.TryGetValue(name, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : string.Empty);
        string seconds = record.Seconds.ToString("0.###", CultureInfo.InvariantCulture);
        return string.Join(',', [record.Step.ToString(CultureInfo.InvariantCulture), seconds, .. values]) + "\n";
    }
}
