using Samovar.Data;

namespace Samovar.Tests.Data;

public sealed class CsvFileTests
{
    [Fact]
    public void A_header_names_the_columns()
    {
        NumericTable table = Read("a,\"b, quoted\"\n1,2\n-3.5,4e2\n");

        Assert.Equal(["a", "b, quoted"], table.Columns);
        Assert.Equal(2, table.Rows);
        Assert.Equal(400, table[1, 1]);
    }

    [Fact]
    public void Without_header_the_columns_are_numbered()
    {
        NumericTable table = Read("1,2\n\"3\",4\n\n5,6\n");

        Assert.Equal(["column-1", "column-2"], table.Columns);
        Assert.Equal(3, table.Rows);
        Assert.Equal(3, table.ToBatch()[1, 0]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n", "line 3, column 'b': 'x' is not a number")]
    [InlineData("a,b\n1,2\n3,\n", "line 3, column 'b': the field is empty")]
    [InlineData("a,b\n1,2\n3,NaN\n", "line 3, column 'b': NaN is not a finite number")]
    [InlineData("a,b\n1,2\n3\n", "line 3: 1 fields where the first line has 2")]
    [InlineData("a,b\n1,2,9\n3,4\n", "line 2: 3 fields where the first line has 2")]
    [InlineData("", "is empty")]
    [InlineData("a,b\n", "0 rows")]
    [InlineData("a,b\n1,2\n", "1 row of numbers")]
    [InlineData("a,a\n1,2\n3,4\n", "names column 'a' more than once")]
    [InlineData("a,b\n1,2\n\"3,4\n", "a quote is opened")]
    public void Broken_files_are_refused_with_their_place(string text, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("'test.csv'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("'no-such-file.csv'", Assert.Throws<FileNotFoundException>(() => CsvFile.Read("no-such-file.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_column_is_answered_with_the_known_ones()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read("a,b\n1,2\n3,4\n").IndexOf("c"));

        Assert.Contains("has no column 'c'. Its columns are: a, b.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,label\n1,0\n2,0\n", "takes 1 value (0)")]
    [InlineData("x,label\n1,0\n2,1\n3,2\n", "takes 3 different values (0, 1, 2)")]
    [InlineData("label\n0\n1\n", "single column")]
    public void Labels_without_exactly_two_classes_are_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => LabelledTable.Of(Read(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_label_is_the_last_column_unless_named()
    {
        NumericTable table = Read("y,x\n-1,5\n3,6\n");

        Assert.Equal(0, LabelledTable.Of(table, "y").Label);
        Assert.Equal(1, LabelledTable.Of(table).Label);
        Assert.True(LabelledTable.Of(table, "y").IsPositive(1));
        Assert.False(LabelledTable.Of(table, "Y").IsPositive(0));
    }

    internal static NumericTable Read(string text)
    {
        using StringReader reader = new(text);
        return CsvFile.Read(reader, "test.csv");
    }
}
