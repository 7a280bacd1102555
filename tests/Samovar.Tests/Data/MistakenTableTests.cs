using Samovar.Data;
using Samovar.Tests.Runs;

namespace Samovar.Tests.Data;

/// <summary>Tables with a mistake that would silently make another data set.</summary>
public sealed class MistakenTableTests : TemporaryFolder
{
    [Theory]
    [InlineData("20.1O", "is not a number, but 89 of 90 values of the column are. Correct it; for a missing value leave it empty, and the row out with --option missing=drop.")]
    [InlineData("-", "is not a number, but 89 of 90 values of the column are. Correct it")]
    [InlineData("None", "is not a number, but 89 of 90 values of the column are. Correct it")]
    [InlineData("20.1 C", "is not a number, but 89 of 90 values of the column are. Correct it")]
    [InlineData("\"20,5\"", "is not written as a number. Write numbers with a decimal point and without commas.")]
    [InlineData("\"1,020.5\"", "is not written as a number. Write numbers with a decimal point and without commas.")]
    public void Text_among_numbers_is_refused_with_its_place_and_what_to_do(string cell, string answer)
    {
        string text = Numbers(90, row => row == 40 ? cell : null);

        string message = Assert.Throws<InvalidDataException>(() => Read(text)).Message;

        Assert.Contains($"line 42, column 'air temp': '{cell.Trim('"')}' {answer}", message, StringComparison.Ordinal);
        Assert.EndsWith("If all values are names, learn them as categories: --option categorical='air temp'.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_among_numbers_is_a_category_on_request()
    {
        DataSet data = Read(Numbers(90, row => row == 40 ? "none" : null), options => options with { Categorical = "air temp" });

        Assert.Equal(ColumnKind.Category, data.Layout!.Columns[0].Kind);
    }

    [Fact]
    public void More_than_a_hundred_numbers_and_one_text_are_told_the_same() =>
        Assert.Contains("line 302, column 'air temp': 'x' is not a number, but 399 of 400 values", Assert.Throws<InvalidDataException>(() => Read(Numbers(400, row => row == 300 ? "x" : null))).Message);

    [Fact]
    public void Where_a_fifth_is_text_the_column_is_one_of_categories()
    {
        DataSet data = Read("grade,v\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{(row % 4 == 0 ? "fail" : $"{row % 4}")},{row}\n")));

        Assert.Equal(["1", "2", "3", "fail"], data.Layout!.Columns[0].Values);
    }

    [Fact]
    public void A_category_for_nearly_every_row_is_refused_unless_it_is_asked_for()
    {
        string text = "id,v\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"row{row % 31},{row}\n"));

        Assert.Contains(
            "column 'id': it holds text with 31 different values in 60 rows (such as 'row0'), so that nearly every row would be a category of its own. Leave it out with --option ignore=NAME",
            Assert.Throws<InvalidDataException>(() => Read(text)).Message);
        Assert.Equal(32, Read(text, options => options with { Categorical = "id" }).Dimension);
        Assert.Equal(31, Read("id,v\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"row{row % 30},{row}\n"))).Dimension);
    }

    [Theory]
    [InlineData("length (cm);width;kind\n", ";", "';'")]
    [InlineData("", ";", "';'")]
    [InlineData("length (cm)\twidth\tkind\n", "\t", "tabs")]
    public void Other_separators_than_commas_are_recognised(string head, string separator, string word)
    {
        string rows = string.Concat(Enumerable.Range(0, 80).Select(row => string.Join(separator, $"{row},5", $"-{row},25", row % 2) + "\n"));

        Assert.Contains($"line 1: the values seem to be separated by {word} in '", Assert.Throws<InvalidDataException>(() => Read(head + rows)).Message);
        Assert.Contains($"separated by {word}", Assert.Throws<InvalidDataException>(() => CsvFile.Read(new StringReader(head + rows), "table.csv")).Message);
    }

    [Fact]
    public void A_semicolon_in_a_text_is_a_text() => Assert.Equal(3, Read("v,\"note; short\"\n1,a\n2,b\n3,a\n4,b\n").Dimension);

    private static string Numbers(int rows, Func<int, string?> cell) =>
        "air temp,v\n" + string.Concat(Enumerable.Range(0, rows).Select(row => FormattableString.Invariant($"{cell(row) ?? FormattableString.Invariant($"{20 + (0.01 * row)}")},{row}\n")));

    private DataSet Read(string text, Func<TableOptions, TableOptions>? change = null)
    {
        File.WriteAllText(At("table.csv"), text);
        TableOptions options = new() { DataPath = At("table.csv") };
        return new DataSet(change is null ? options : change(options));
    }
}
