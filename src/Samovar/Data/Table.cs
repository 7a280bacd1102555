using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Data;

/// <summary>The rows of a data file as numbers, with the columns that they came from.</summary>
/// <param name="Layout">The columns.</param>
/// <param name="Values">[rows × width] row-major.</param>
/// <param name="Dropped">Rows left out because a value was missing.</param>
internal sealed record Table(TableLayout Layout, double[] Values, int Dropped)
{
    /// <summary>Numbers that are kept in memory at most, some 400 megabytes.</summary>
    internal const long MostNumbers = 50_000_000;

    internal int Rows => Values.Length / Layout.Width;

    /// <summary>Reads a file.</summary>
    internal static Table Read(TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string path = options.DataPath;
        return path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? Read(() => NumpyRows(path), options)
            : Read(() => CsvRows(path), options);
    }

    /// <summary>Reads rows twice: once to learn what the columns are, once to keep the numbers.</summary>
    /// <param name="rows">Starts to read from the beginning.</param>
    /// <param name="options">How to read.</param>
    /// <param name="most">Numbers that are kept at most; tests lower it.</param>
    internal static Table Read(Func<IEnumerable<CsvRow>> rows, TableOptions options, long most = MostNumbers)
    {
        TableSurvey survey = TableSurvey.Of(rows(), options);
        TableLayout layout = survey.Layout;
        int kept = Math.Min(survey.Rows, options.Rows ?? int.MaxValue);
        if ((long)kept * layout.Width > most)
        {
            throw new InvalidDataException(
                $"'{options.DataPath}' has {survey.Rows} rows of {layout.Width} coordinates; at most {most} numbers are kept in memory. "
                + $"Learn from a random choice: --option rows={most / layout.Width}");
        }

        double[] values = new double[kept * layout.Width];
        Selection selection = new(survey.Rows, kept, RandomStream.FromSeed(options.SplitSeed).Named("rows"));
        int place = 0;
        foreach (CsvRow row in rows().Skip(survey.HasHeader ? 1 : 0).Where(row => survey.IsWhole(row)))
        {
            if (selection.Takes())
            {
                survey.Encode(row, values.AsSpan(place, layout.Width));
                place += layout.Width;
            }
        }

        return new Table(layout, values, survey.Dropped);
    }

    /// <summary>Reads rows of another file into a known layout.</summary>
    /// <returns>[rows × width] row-major.</returns>
    internal static double[] ReadLike(TableLayout layout, string path)
    {
        List<double> values = [];
        int[]? places = null;
        int fields = 0;
        double[] numbers = new double[layout.Width];
        foreach (CsvRow row in path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? NumpyRows(path) : CsvRows(path))
        {
            if (places is null)
            {
                string[] names = CsvText.Header(row.Fields, path, out bool isHeader);
                places = Places(layout, names, isHeader, path);
                fields = names.Length;
                if (isHeader)
                {
                    continue;
                }
            }

            if (row.Fields.Length != fields)
            {
                throw CsvText.WrongLength(row, fields, path);
            }

            Encode(layout, row, places, numbers, path);
            values.AddRange(numbers);
        }

        return values.Count > 0 ? [.. values] : throw new InvalidDataException($"'{path}' holds no rows.");
    }

    private static int[] Places(TableLayout layout, string[] names, bool isHeader, string path)
    {
        bool byPosition = !isHeader && names.Length == layout.Columns.Count;
        int[] places = [.. layout.Columns.Select((column, place) => byPosition ? place : Array.IndexOf(names, column.Name))];
        int missing = Array.IndexOf(places, -1);
        string seen = isHeader ? $"Its columns are: {string.Join(", ", names)}." : $"Its first line is no header and has {names.Length} values.";
        return missing < 0
            ? places
            : throw new InvalidDataException($"'{path}', line 1: there is no column '{layout.Columns[missing].Name}', one of the {places.Length} that were learned from. {seen}");
    }

    private static void Encode(TableLayout layout, CsvRow row, int[] places, double[] numbers, string path)
    {
        int start = 0;
        for (int place = 0; place < places.Length; place++)
        {
            TableColumn column = layout.Columns[place];
            string field = row.Fields[places[place]];
            if (ColumnSurvey.IsMissing(field) || !column.TryEncode(field, numbers.AsSpan(start, column.Width)))
            {
                string right = column.Kind is ColumnKind.Category ? $"one of {string.Join(", ", column.Values.Take(8))}" : "a finite number";
                throw new InvalidDataException($"'{path}', line {row.Line}, column '{column.Name}': {CsvText.Shorten(field)} should be {right}.");
            }

            start += column.Width;
        }
    }

    private static IEnumerable<CsvRow> CsvRows(string path)
    {
        using StreamReader reader = CsvText.Open(path);
        foreach (CsvRow row in CsvText.Rows(reader, path))
        {
            yield return row;
        }
    }

    /// <summary>A matrix as rows of text, so that it meets the same questions as any other file.</summary>
    private static IEnumerable<CsvRow> NumpyRows(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no data file '{path}'. Give the path of a .npy file, relative to the current folder.", path);
        }

        using FileStream stream = File.OpenRead(path);
        Batch points = NumpyFile.Read(stream, path);
        for (int row = 0; row < points.Count; row++)
        {
            yield return new CsvRow([.. Enumerable.Range(0, points.Dimension).Select(column => points[row, column].ToString("R", CultureInfo.InvariantCulture))], row + 1);
        }
    }

    /// <summary>Every choice of so many rows with the same probability, in one pass (Knuth's algorithm S).</summary>
    private sealed class Selection(int rows, int wanted, RandomStream random)
    {
        private int left = rows;
        private int missing = wanted;

        internal bool Takes()
        {
            bool takes = missing == left || random.NextDouble() * left < missing;
            left--;
            missing -= takes ? 1 : 0;
            return takes;
        }
    }
}
