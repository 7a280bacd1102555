using System.Globalization;
using Samovar.Runs;

namespace Samovar.Data;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Any number: one coordinate.</summary>
    Number,

    /// <summary>Whole numbers: one coordinate, rounded to a whole number when written.</summary>
    Whole,

    /// <summary>One of several texts: one coordinate for each, 1 where it is that text and 0 elsewhere; the largest wins when written.</summary>
    Category,

    /// <summary>The same in every row: no coordinate; written back.</summary>
    Constant,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Values">The categories in order, or the constant; empty for numbers.</param>
public sealed record TableColumn(string Name, ColumnKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>Number of coordinates that it takes.</summary>
    public int Width => Kind switch
    {
        ColumnKind.Category => Values.Count,
        ColumnKind.Constant => 0,
        _ => 1,
    };

    internal ColumnRecord Record => new(Name, Kind.ToString().ToLowerInvariant(), Values);

    /// <summary>Writes a value as numbers.</summary>
    /// <param name="text">The value as it stands in the file; a known category, or a number.</param>
    /// <param name="destination">[width] overwritten.</param>
    /// <returns>False if the text is no value of this column.</returns>
    internal bool TryEncode(string text, Span<double> destination)
    {
        switch (Kind)
        {
            case ColumnKind.Constant:
                return true;
            case ColumnKind.Category:
                int place = IndexOf(text);
                destination.Clear();
                if (place >= 0)
                {
                    destination[place] = 1;
                }

                return place >= 0;
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out destination[0]) && double.IsFinite(destination[0]);
        }
    }

    /// <summary>Writes numbers as a value.</summary>
    /// <param name="numbers">[width] in the units of the table.</param>
    /// <param name="unit">The unit in which a number is worth writing, positive; six figures of it are written.</param>
    internal string Decode(ReadOnlySpan<double> numbers, double unit)
    {
        if (Kind is ColumnKind.Constant)
        {
            return Values[0];
        }

        if (Kind is not ColumnKind.Category)
        {
            double value = Rounded(numbers[0], unit);
            return (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
        }

        int largest = 0;
        for (int place = 1; place < numbers.Length; place++)
        {
            largest = numbers[place] > numbers[largest] ? place : largest;
        }

        return Values[largest];
    }

    /// <summary>A number to the sixth figure of a unit, or to whole ones.</summary>
    private double Rounded(double value, double unit)
    {
        const int Figures = 6;

        // Powers of ten are exact to all figures down to 1e-307.
        const int LeastPlace = -307;
        int place = Math.Max((int)Math.Floor(Math.Log10(unit)) - (Figures - 1), Kind is ColumnKind.Whole ? 0 : LeastPlace);

        // Read as decimals, so that no rounding of the powers of ten is written.
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value / Math.Pow(10, place)):F0}E{place}"), CultureInfo.InvariantCulture);
    }

    private int IndexOf(string text)
    {
        for (int place = 0; place < Values.Count; place++)
        {
            if (Values[place] == text)
            {
                return place;
            }
        }

        return -1;
    }
}

/// <summary>The columns of a table, and how their values become coordinates.</summary>
/// <param name="Columns">The columns that are not ignored, in the order of the file.</param>
public sealed record TableLayout(IReadOnlyList<TableColumn> Columns)
{
    /// <summary>Number of coordinates before any transform.</summary>
    public int Width { get; } = Columns.Sum(column => column.Width);

    /// <summary>Writes a row.</summary>
    /// <param name="numbers">[width] in the units of the table.</param>
    /// <param name="coordinates">Whose reach decides how much is worth writing: six figures of the standard deviation of a column.</param>
    /// <returns>One text per column.</returns>
    internal string[] Decode(ReadOnlySpan<double> numbers, Coordinates coordinates)
    {
        string[] texts = new string[Columns.Count];
        int start = 0;
        for (int place = 0; place < texts.Length; place++)
        {
            TableColumn column = Columns[place];
            texts[place] = column.Decode(numbers.Slice(start, column.Width), column.Width == 1 ? coordinates.Reach(start) : 1);
            start += column.Width;
        }

        return texts;
    }

    /// <summary>Name of every coordinate: of a category "column=value".</summary>
    public IReadOnlyList<string> Coordinates { get; } =
        [.. Columns.SelectMany(column => column.Kind is ColumnKind.Category ? column.Values.Select(value => $"{column.Name}={value}") : Enumerable.Repeat(column.Name, column.Width))];
}
