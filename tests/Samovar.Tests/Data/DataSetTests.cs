using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Runs;
using Samovar.Tests.Runs;

namespace Samovar.Tests.Data;

public sealed class DataSetTests : TemporaryFolder
{
    private const string Mixed = "size,\"colour, main\",count\n1.25,red,3\n2.5,green,4\n-0.75,red,7\n0.5,\"light \"\"blue\"\"\",5\n3.125,green,6\n";

    [Fact]
    public void Columns_are_numbers_whole_numbers_and_categories()
    {
        DataSet data = Read(Mixed);

        Assert.Equal([ColumnKind.Number, ColumnKind.Category, ColumnKind.Whole], data.Layout!.Columns.Select(column => column.Kind));
        Assert.Equal(["green", "light \"blue\"", "red"], data.Layout.Columns[1].Values);
        Assert.Equal(5, data.Dimension);
        Assert.Equal(["size", "colour, main=green", "colour, main=light \"blue\"", "colour, main=red", "count"], data.Layout.Coordinates);
    }

    [Theory]
    [InlineData(Transform.Standardize)]
    [InlineData(Transform.Whiten)]
    [InlineData(Transform.None)]
    public void Every_row_comes_back_in_its_own_columns_and_units(Transform transform)
    {
        DataSet data = Read(Mixed, options => options with { Transform = transform });
        string[] rows = [.. Rows(data.Training, data).Concat(Rows(data.HeldOut, data)).Order(StringComparer.Ordinal)];

        string[] expected = ["-0.75|red|7", "0.5|light \"blue\"|5", "1.25|red|3", "2.5|green|4", "3.125|green|6"];
        if (transform is Transform.Whiten)
        {
            // Whitening keeps what varies among the training rows; held-out rows may lie outside.
            Assert.True(Rows(data.Training, data).All(expected.Contains));
            return;
        }

        Assert.Equal(expected, rows);
    }

    [Fact]
    public void Standardized_training_rows_have_mean_zero_and_deviation_one()
    {
        DataSet data = Read(Table(200));

        for (int column = 0; column < data.Dimension; column++)
        {
            double[] values = [.. Enumerable.Range(0, data.Training.Count).Select(row => (double)data.Training[row, column])];
            Assert.Equal(0, values.Average(), 1e-5);
            Assert.Equal(1, values.Average(value => value * value), 1e-5);
        }
    }

    [Fact]
    public void Whitened_training_rows_have_covariance_one_and_fewer_components_lose_a_stated_share()
    {
        DataSet data = Read(Table(200), options => options with { Transform = Transform.Whiten });
        DataSet fewer = Read(Table(200), options => options with { Transform = Transform.Whiten, Components = 1 });

        double product = Enumerable.Range(0, data.Training.Count).Average(row => (double)data.Training[row, 0] * data.Training[row, 1]);
        Assert.Equal(0, product, 1e-4);
        Assert.Equal(1, data.Coordinates.KeptVariance, 1e-12);
        Assert.Equal(1, fewer.Dimension);
        Assert.InRange(fewer.Coordinates.KeptVariance, 0.5, 0.9999);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n", "0 rows of values")]
    [InlineData("a,b\n1,2\n", "1 row of values")]
    [InlineData("a,b\n1,2\n3,2\n4,2.0\n5,2\n", "column 'b': all 4 rows have the value '2'")]
    [InlineData("a,b\n1,x\n3,x\n4,x\n5,x\n", "column 'b': all 4 rows have the value 'x'")]
    [InlineData("a,b\n1,2\n3,\n4,4\n", "line 3, column 'b': the value is missing")]
    [InlineData("a,b\n1,2\n3,NaN\n4,4\n", "line 3, column 'b': the value is missing")]
    [InlineData("a,b\n1,2\n3,inf\n4,4\n5,5\n", "line 3, column 'b': inf is not a finite number")]
    [InlineData("a,b\n1,2\n3,-Infinity\n4,4\n5,5\n", "line 3, column 'b': -Infinity is not a finite number")]
    [InlineData("a,b\n1,2\n3\n", "line 3: 1 fields where the first line has 2")]
    [InlineData("a,b\n1,2\n\"3,4\n", "a quote is opened")]
    public void A_file_that_cannot_be_learned_from_is_refused_with_its_place(string text, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("table.csv'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_with_too_many_values_is_no_category()
    {
        string text = "a,name\n" + string.Concat(Enumerable.Range(0, 150).Select(row => $"{row},n{row}\n"));

        Assert.Contains("column 'name': it holds text with more than 100 different values", Assert.Throws<InvalidDataException>(() => Read(text)).Message);
        Assert.Equal(1, Read(text, options => options with { Ignore = "name" }).Dimension);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_line_and_column()
    {
        File.WriteAllBytes(At("table.csv"), [.. "a,b\n1,2\n3,"u8, 0xE9, .. "\n"u8]);

        Assert.Contains("line 3, column 2: the bytes are not UTF-8", Assert.Throws<InvalidDataException>(() => new DataSet(new TableOptions { DataPath = At("table.csv") })).Message);
    }

    [Fact]
    public void Rows_with_gaps_are_left_out_and_counted_on_request()
    {
        DataSet data = Read("a,b\n1,2\n3,\n4,4\n?,9\n5,7\n6,1\n", options => options with { Missing = MissingValues.Drop });

        Assert.Equal(2, data.Record!.DroppedRows);
        Assert.Equal(4, data.Training.Count + data.HeldOut.Count);
    }

    [Fact]
    public void A_constant_column_is_written_back_on_request()
    {
        DataSet data = Read("a,b,c\n1,7.50,2\n3,7.50,4\n4,7.50,4\n5,7.50,6\n", options => options with { Constant = ConstantColumns.Restore });

        Assert.Equal(2, data.Dimension);
        Assert.Equal("7.50", data.Decode(data.Training.Row(0))[1]);
    }

    [Fact]
    public void The_split_depends_on_its_own_seed_and_parts_share_no_row()
    {
        DataSet first = Read(Table(100));
        DataSet again = Read(Table(100));
        DataSet other = Read(Table(100), options => options with { SplitSeed = 2 });

        Assert.Equal(first.HeldOut.Values.ToArray(), again.HeldOut.Values.ToArray());
        Assert.NotEqual(Rows(first.HeldOut, first), Rows(other.HeldOut, other));
        Assert.Equal(20, first.HeldOut.Count);
        Assert.Empty(Rows(first.HeldOut, first).Intersect(Rows(first.Training, first)));
    }

    [Fact]
    public void A_random_choice_of_rows_can_be_read()
    {
        DataSet data = Read(Table(500), options => options with { Rows = 60 });

        Assert.Equal(60, data.Training.Count + data.HeldOut.Count);
        Assert.Equal(60, Rows(data.Training, data).Concat(Rows(data.HeldOut, data)).Distinct().Count());
    }

    [Fact]
    public void More_rows_are_read_by_name_and_refused_by_line_and_column()
    {
        DataSet data = Read(Mixed);
        File.WriteAllText(At("more.csv"), "count,other,\"colour, main\",size\n4,x,green,2.5\n");
        File.WriteAllText(At("strange.csv"), "count,\"colour, main\",size\n4,green,2.5\n3,mauve,1\n");
        File.WriteAllText(At("narrow.csv"), "count,size\n4,2.5\n");
        File.WriteAllText(At("bare.csv"), "4,2.5\n");

        Assert.Equal("2.5|green|4", Assert.Single(Rows(data.ReadMore(At("more.csv")), data)));
        Assert.Contains("line 3, column 'colour, main': 'mauve' should be one of green", Refusal("strange.csv"), StringComparison.Ordinal);
        Assert.Contains("no column 'colour, main', one of the 3 that were learned from. Its columns are: count, size.", Refusal("narrow.csv"), StringComparison.Ordinal);
        Assert.Contains("Its first line is no header and has 2 values", Refusal("bare.csv"), StringComparison.Ordinal);

        string Refusal(string name) => Assert.Throws<InvalidDataException>(() => data.ReadMore(At(name))).Message;
    }

    [Fact]
    public void A_matrix_of_numpy_is_a_table()
    {
        Batch points = new(40, 3);
        RandomStream.FromSeed(4).FillNormal(points.Values);
        AtomicFile.Write(At("points.npy"), stream => NumpyFile.Write(stream, points));
        DataSet data = new(new TableOptions { DataPath = At("points.npy") });

        Assert.Equal(3, data.Dimension);
        Assert.Equal(["column-1", "column-2", "column-3"], data.ColumnNames);
    }

    [Fact]
    public void A_source_never_shows_a_row_twice_and_a_table_shows_its_training_rows_alone()
    {
        DataSet endless = DataSet.Of(new Grid25());
        DataSet table = Read(Table(50));
        Batch fresh = new(2_000, 2);
        Batch picked = new(500, 2);
        endless.Draw(fresh, RandomStream.FromSeed(1));
        table.Draw(picked, RandomStream.FromSeed(1));

        Assert.Equal(2_000, Rows(fresh, endless).Distinct().Count());
        Assert.True(endless.IsEndless);
        Assert.Empty(Rows(picked, table).Except(Rows(table.Training, table)));
    }

    private static string[] Rows(Batch points, DataSet data) => [.. Enumerable.Range(0, points.Count).Select(row => string.Join('|', data.Decode(points.Row(row))))];

    /// <summary>Two columns of numbers that hang together.</summary>
    private static string Table(int rows) => "x,y\n" + string.Concat(Enumerable.Range(0, rows).Select(row => FormattableString.Invariant(
        $"{row + 0.5},{(3 * row) + (20 * Math.Sin(7.0 * row)) + 0.25}\n")));

    private DataSet Read(string text, Func<TableOptions, TableOptions>? change = null)
    {
        File.WriteAllText(At("table.csv"), text);
        TableOptions options = new() { DataPath = At("table.csv") };
        return new DataSet(change is null ? options : change(options));
    }

    [Fact]
    public void A_table_beyond_the_limit_is_refused_with_what_to_do_and_a_choice_of_it_is_read()
    {
        static IEnumerable<CsvRow> Rows() => Enumerable.Range(0, 10_000).Select(row => new CsvRow([$"{row}", $"{row * row}"], row + 1));
        TableOptions options = new() { DataPath = "long.csv" };

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Samovar.Data.Table.Read(Rows, options, most: 9_999));
        Assert.Contains("has 10000 rows of 2 coordinates; at most 9999 numbers are kept", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("--option rows=4999", refused.Message, StringComparison.Ordinal);

        Samovar.Data.Table chosen = Samovar.Data.Table.Read(Rows, options with { Rows = 4_999 }, most: 9_999);
        Assert.Equal(4_999, chosen.Rows);
        // A random choice: the mean of 4,999 of 0 … 9,999 without replacement has a standard error of 29.
        Assert.Equal(4_999.5, Enumerable.Range(0, chosen.Rows).Average(row => chosen.Values[2 * row]), 150.0);
        Assert.Equal(10_000, Samovar.Data.Table.Read(Rows, options, most: 20_000).Rows);
    }

    /// <summary>A file may be sorted: its first rows alone would show too little width.</summary>
    [Fact]
    public void A_sample_of_a_long_table_spans_the_file()
    {
        string path = Path.Combine(Folder, "sorted.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 500).Select(row => $"{row}"));
        DataSet data = new(new TableOptions { DataPath = path, Transform = Transform.None });

        Batch sample = data.Sample(20);
        Assert.Equal(20, sample.Count);
        Assert.InRange(sample[19, 0] - sample[0, 0], 440, 499);
        Assert.InRange(data.Training.Slice(0, 20)[19, 0], 0, 60);
        Assert.Equal(data.Training.Count, data.Sample(10_000).Count);
    }

    /// <summary>The same rows never twice, and all of them where all are wanted.</summary>
    [Fact]
    public void Held_out_rows_are_drawn_without_repetition()
    {
        string path = Path.Combine(Folder, "plain.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 100).Select(row => $"{row}"));
        DataSet data = new(new TableOptions { DataPath = path, Transform = Transform.None, HeldOut = 0.5 });

        Batch some = data.DrawHeldOut(20, RandomStream.FromSeed(1));
        Batch all = data.DrawHeldOut(1_000, RandomStream.FromSeed(1));
        Assert.Equal(20, some.Values.ToArray().Distinct().Count());
        Assert.Equal(data.HeldOut.Values.ToArray().Order(), all.Values.ToArray().Order());
        Assert.NotEqual(data.HeldOut.Values.ToArray(), all.Values.ToArray());
        Assert.NotEqual(some.Values.ToArray(), data.DrawHeldOut(20, RandomStream.FromSeed(2)).Values.ToArray());
    }
}
