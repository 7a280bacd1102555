using System.Globalization;

namespace Samovar.Data;

/// <summary>What a first look at a file found: its columns, how many rows can be used, and everything that keeps it from being learned from.</summary>
internal sealed class TableSurvey
{
    private const int MostCategories = 100;
    private const int LeastRows = 2 * TableOptions.LeastPart;

    private readonly TableOptions options;
    private readonly ColumnSurvey[] columns;
    private readonly int[] used;

    private TableSurvey(string[] names, TableOptions options)
    {
        this.options = options;
        HashSet<int> ignored = Positions(names, options.Ignore, "ignore");
        HashSet<int> categorical = Positions(names, options.Categorical, "categorical");
        columns = [.. names.Select((name, column) => new ColumnSurvey(name, categorical.Contains(column), options.DataPath))];
        used = [.. Enumerable.Range(0, names.Length).Where(column => !ignored.Contains(column))];
        if (used.Length == 0)
        {
            throw new InvalidDataException($"'{options.DataPath}': every column is ignored; at least one is needed.");
        }
    }

    internal TableLayout Layout { get; private set; } = new([]);

    internal int Rows { get; private set; }

    internal int Dropped { get; private set; }

    internal bool HasHeader { get; private init; }

    /// <summary>Reads all rows once.</summary>
    /// <exception cref="InvalidDataException">The file cannot be learned from; the message names row and column.</exception>
    internal static TableSurvey Of(IEnumerable<CsvRow> rows, TableOptions options)
    {
        TableSurvey? survey = null;
        foreach (CsvRow row in rows)
        {
            if (survey is null)
            {
                string[] names = CsvText.Header(row.Fields, options.DataPath, out bool isHeader);
                survey = new TableSurvey(names, options) { HasHeader = isHeader };
                if (isHeader)
                {
                    continue;
                }
            }

            survey.Look(row);
        }

        if (survey is null)
        {
            throw new InvalidDataException($"'{options.DataPath}' is empty. It should hold rows of values separated by commas, under an optional header.");
        }

        survey.Finish();
        return survey;
    }

    /// <summary>Whether a row has a value in every column that is used.</summary>
    internal bool IsWhole(CsvRow row) => Array.TrueForAll(used, column => !ColumnSurvey.IsMissing(row.Fields[column]));

    /// <summary>Writes a row as numbers.</summary>
    /// <param name="row">The row.</param>
    /// <param name="destination">[width] overwritten.</param>
    internal void Encode(CsvRow row, Span<double> destination)
    {
        int start = 0;
        for (int place = 0; place < used.Length; place++)
        {
            TableColumn column = Layout.Columns[place];
            if (!column.TryEncode(row.Fields[used[place]], destination.Slice(start, column.Width)))
            {
                throw new InvalidDataException($"'{options.DataPath}' changed while it was read: line {row.Line}, column '{column.Name}'.");
            }

            start += column.Width;
        }
    }

    private void Look(CsvRow row)
    {
        if (row.Fields.Length != columns.Length)
        {
            throw CsvText.WrongLength(row, columns.Length, options.DataPath);
        }

        if (!IsWhole(row))
        {
            if (options.Missing is MissingValues.Refuse)
            {
                int column = Array.Find(used, place => ColumnSurvey.IsMissing(row.Fields[place]));
                throw new InvalidDataException(
                    $"'{options.DataPath}', line {row.Line}, column '{columns[column].Name}': the value is missing ({CsvText.Shorten(row.Fields[column])}). "
                    + "Fill the gap, leave the column out with --option ignore=NAME, or leave such rows out with --option missing=drop.");
            }

            Dropped++;
            return;
        }

        Rows++;
        foreach (int column in used)
        {
            columns[column].Look(row.Fields[column], row.Line, MostCategories);
        }
    }

    private void Finish()
    {
        if (Rows < LeastRows)
        {
            string lost = Dropped > 0 ? $" after {Dropped} with missing values were left out" : string.Empty;
            throw new InvalidDataException($"'{options.DataPath}' has {Rows} {(Rows == 1 ? "row" : "rows")} of values{lost}; at least {LeastRows} are needed, "
                + $"{TableOptions.LeastPart} to learn from and {TableOptions.LeastPart} to judge by. Add rows.");
        }

        Layout = new TableLayout([.. used.Select(column => columns[column].Column(options.Constant, Rows))]);
        if (Layout.Width == 0)
        {
            throw new InvalidDataException($"'{options.DataPath}': every column is constant, so there is nothing to learn.");
        }
    }

    private static HashSet<int> Positions(string[] names, string? wanted, string option)
    {
        string[] given = wanted?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (string unknown in given.Where(name => !names.Contains(name)))
        {
            throw new InvalidDataException($"--option {option} names column '{unknown}', which the file does not have. Its columns are: {string.Join(", ", names)}.");
        }

        return [.. given.Select(name => Array.IndexOf(names, name))];
    }
}

/// <summary>What a first look at a column found.</summary>
/// <param name="name">Its name.</param>
/// <param name="categorical">Whether its numbers are names of categories.</param>
/// <param name="source">The file, for messages.</param>
internal sealed class ColumnSurvey(string name, bool categorical, string source)
{
    private static readonly string[] Gaps = ["", "na", "n/a", "nan", "null", "?"];

    /// <summary>From this share of numbers on a column is one of numbers, and what is none is a mistake.</summary>
    private const double MostlyNumbers = 0.8;

    /// <summary>So many categories may always be, whatever the number of rows.</summary>
    private const int FewCategories = 10;

    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private int numbers;
    private (int Line, string Value)? text;
    private bool fraction;
    private bool tooMany;
    private double least = double.PositiveInfinity;
    private double most = double.NegativeInfinity;
    private (int Line, string Value)? infinite;

    internal string Name => name;

    internal static bool IsMissing(string field) => field.Length <= 4 && Array.Exists(Gaps, gap => gap.Equals(field, StringComparison.OrdinalIgnoreCase));

    internal void Look(string field, int line, int mostCategories)
    {
        if (field.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase))
        {
            infinite ??= (line, field);
        }
        else if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            text ??= (line, field);
            numbers += HasCommas(field) ? 1 : 0;
        }
        else if (!double.IsFinite(number))
        {
            infinite ??= (line, field);
        }
        else
        {
            numbers++;
            least = Math.Min(least, number);
            most = Math.Max(most, number);
            fraction |= number != Math.Floor(number) || Math.Abs(number) > 1e9;
        }

        if (!tooMany && values.Add(field) && values.Count > mostCategories)
        {
            tooMany = true;
        }
    }

    internal TableColumn Column(ConstantColumns constant, int rows)
    {
        bool isText = categorical || text is not null;
        if (!isText && infinite is null ? least == most : values.Count == 1 && !tooMany)
        {
            return constant is ConstantColumns.Restore
                ? new TableColumn(name, ColumnKind.Constant, [values.First()])
                : throw new InvalidDataException(
                    $"'{source}', column '{name}': all {rows} rows have the value {CsvText.Shorten(values.First())}, so there is nothing to learn. "
                    + "Leave it out with --option ignore=NAME, or leave it out of learning and have it written back with --option constant=restore.");
        }

        if (!categorical && text is { } odd)
        {
            RefuseMistaken(odd, rows);
        }

        if (isText && tooMany)
        {
            throw new InvalidDataException(
                $"'{source}', column '{name}': it holds text with more than {values.Count - 1} different values (such as {CsvText.Shorten(values.First())}), "
                + "too many for categories. Leave it out with --option ignore=NAME, or turn it into numbers.");
        }

        return isText
            ? new TableColumn(name, ColumnKind.Category, [.. values.Order(StringComparer.Ordinal)])
            : infinite is { } found
                ? throw new InvalidDataException($"'{source}', line {found.Line}, column '{name}': {found.Value} is not a finite number. Correct it, or leave the row out.")
                : new TableColumn(name, fraction ? ColumnKind.Number : ColumnKind.Whole, []);
    }

    /// <summary>Text that is probably a mistake: among numbers, or another one in nearly every row.</summary>
    /// <exception cref="InvalidDataException">It is.</exception>
    private void RefuseMistaken((int Line, string Value) odd, int rows)
    {
        string insist = $"--option categorical={(name.Contains(' ', StringComparison.Ordinal) ? $"'{name}'" : name)}";
        if (numbers >= MostlyNumbers * rows)
        {
            string wrong = HasCommas(odd.Value)
                ? "is not written as a number. Write numbers with a decimal point and without commas"
                : $"is not a number, but {numbers} of {rows} values of the column are. Correct it; for a missing value leave it empty, and the row out with --option missing=drop";
            throw new InvalidDataException(
                $"'{source}', line {odd.Line}, column '{name}': {CsvText.Shorten(odd.Value)} {wrong}. If all values are names, learn them as categories: {insist}.");
        }

        if (!tooMany && values.Count > FewCategories && 2 * values.Count > rows)
        {
            throw new InvalidDataException(
                $"'{source}', column '{name}': it holds text with {values.Count} different values in {rows} rows (such as {CsvText.Shorten(odd.Value)}), so that nearly every row would be a category of its own. "
                + $"Leave it out with --option ignore=NAME, or turn it into numbers. If they are categories all the same: {insist}.");
        }
    }

    /// <summary>A number as it is written elsewhere, such as 20,5 or 1,797.5.</summary>
    private static bool HasCommas(string field) =>
        field.Contains(',', StringComparison.Ordinal) && double.TryParse(field.Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
