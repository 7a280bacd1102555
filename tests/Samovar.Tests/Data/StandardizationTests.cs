using Samovar.Compute;
using Samovar.Data;

namespace Samovar.Tests.Data;

public sealed class StandardizationTests
{
    [Fact]
    public void Columns_get_mean_zero_and_deviation_one_and_come_back()
    {
        NumericTable table = CsvFileTests.Read("1,7\n3,7\n8,7\n");
        Standardization standardization = Standardization.Of(table, [0, 1]);
        Batch points = table.ToBatch();

        standardization.Apply(points);

        Assert.Equal(0, (points[0, 0] + points[1, 0] + points[2, 0]) / 3, 1e-6);
        Assert.Equal(1, ((points[0, 0] * points[0, 0]) + (points[1, 0] * points[1, 0]) + (points[2, 0] * points[2, 0])) / 3, 1e-6);
        standardization.Undo(points);
        Assert.Equal(8, points[2, 0], 1e-5);
    }

    [Fact]
    public void A_constant_column_becomes_zero_with_scale_one()
    {
        NumericTable table = CsvFileTests.Read("1,0.1\n3,0.1\n8,0.1\n");

        Standardization standardization = Standardization.Of(table, [1]);

        Assert.Equal(1, standardization.Scale[0]);
        Assert.Equal(0.1, standardization.Mean[0]);
    }

    [Fact]
    public void Another_number_of_columns_is_refused() =>
        Assert.Throws<ArgumentException>(() => Standardization.Of(CsvFileTests.Read("1,2\n3,4\n"), [0]).Apply(new Batch(1, 2)));
}
