using Samovar.Compute;

namespace Samovar.Data;

/// <summary>Rows of another file, in the coordinates of the learners of a data set.</summary>
/// <param name="Points">[n, d].</param>
/// <param name="Unused">Names of columns of the file that the data set does not have.</param>
public sealed record NewRows(Batch Points, IReadOnlyList<string> Unused)
{
    /// <summary>Reads a CSV file whose header names the columns of a data set, in any order; without a header, columns count in the order of the data set.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The data set that the learner saw.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or a value is none of its column; the message names line and column.</exception>
    public static NewRows Read(string path, DataSet data)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(data);
        TableLayout layout = data.Layout ?? new TableLayout([.. Enumerable.Range(1, data.Dimension).Select(column => new TableColumn($"x{column}", ColumnKind.Number, []))]);
        Reading reading = new(path, layout);
        using StreamReader reader = CsvText.Open(path);
        foreach (CsvRow row in CsvText.Rows(reader, path))
        {
            reading.Take(row);
        }

        double[] values = reading.Values();
        int count = values.Length / layout.Width;
        return new NewRows(data.Coordinates.Apply(values, [.. Enumerable.Range(0, count)]), reading.Unused);
    }

    private sealed class Reading(string path, TableLayout layout)
    {
        private readonly List<double> values = [];
        private readonly double[] numbers = new double[layout.Width];
        private int[]? places;
        private int width;

        public IReadOnlyList<string> Unused { get; private set; } = [];

        public double[] Values() => values.Count > 0
            ? [.. values]
            : throw new InvalidDataException($"'{path}' {(places is null ? "is empty" : "has a header and no rows")}. It should hold rows with the columns {Names()}.");

        public void Take(CsvRow row)
        {
            if (places is null)
            {
                string[] names = CsvText.Header(row.Fields, path, out bool isHeader);
                (places, width) = (isHeader ? ByName(names) : InOrder(names.Length), names.Length);
                if (isHeader)
                {
                    return;
                }
            }

            if (row.Fields.Length != width)
            {
                throw CsvText.WrongLength(row, width, path);
            }

            int start = 0;
            for (int column = 0; column < places.Length; column++)
            {
                start = Encode(row, column, start);
            }

            values.AddRange(numbers);
        }

        private int Encode(CsvRow row, int column, int start)
        {
            TableColumn kind = layout.Columns[column];
            string field = row.Fields[places![column]];
            if (ColumnSurvey.IsMissing(field) && !kind.Values.Contains(field))
            {
                throw new InvalidDataException($"'{path}', line {row.Line}, column '{kind.Name}': the value is missing ({CsvText.Shorten(field)}). Fill the gap or leave the row out.");
            }

            return kind.TryEncode(field, numbers.AsSpan(start, kind.Width))
                ? start + kind.Width
                : throw new InvalidDataException($"'{path}', line {row.Line}, column '{kind.Name}': {CsvText.Shorten(field)} {Complaint(kind)}");
        }

        private static string Complaint(TableColumn kind) => kind.Kind switch
        {
            ColumnKind.Constant => $"differs from {CsvText.Shorten(kind.Values[0])}, which all rows had that were learned from: nothing was learned about other values.",
            ColumnKind.Category => $"is none of the categories that were learned: {string.Join(", ", kind.Values)}.",
            _ => "is not a finite number.",
        };

        private int[] ByName(string[] names)
        {
            string[] missing = [.. layout.Columns.Select(column => column.Name).Where(name => !names.Contains(name))];
            if (missing.Length > 0)
            {
                string which = missing.Length == 1 ? $"column '{missing[0]}'" : $"the columns {string.Join(", ", missing)}";
                throw new InvalidDataException($"'{path}', line 1: {which} missing. The rows that were learned from have {Names()}.");
            }

            Unused = [.. names.Except(layout.Columns.Select(column => column.Name))];
            return [.. layout.Columns.Select(column => Array.IndexOf(names, column.Name))];
        }

        private int[] InOrder(int found) => found == layout.Columns.Count
            ? [.. Enumerable.Range(0, found)]
            : throw new InvalidDataException(
                $"'{path}', line 1: {found} {(found == 1 ? "field" : "fields")} and no header, where the rows that were learned from have {layout.Columns.Count} columns: {Names()}. "
                + "Add a header, or the missing columns.");

        private string Names() => string.Join(", ", layout.Columns.Select(column => column.Name));
    }
}
