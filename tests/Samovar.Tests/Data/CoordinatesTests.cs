using System.Globalization;
using Samovar.Compute;
using Samovar.Data;
using Samovar.Tests.Runs;

namespace Samovar.Tests.Data;

public sealed class CoordinatesTests : TemporaryFolder
{
    private static readonly int[] All = [.. Enumerable.Range(0, 40)];

    /// <summary>Columns of deviations 1, 1e-9 and 1e12: whitening their standardised numbers sees the same three directions whatever their units are, up to their signs.</summary>
    [Fact]
    public void Whitening_does_not_depend_on_the_units_of_columns()
    {
        Batch own = Coordinates.Of(Columns(1, 1, 1), All, 3, Transform.Whiten, null).Apply(Columns(1, 1, 1), All);
        Coordinates scaled = Coordinates.Of(Columns(1, 1e-9, 1e12), All, 3, Transform.Whiten, null);
        Batch other = scaled.Apply(Columns(1, 1e-9, 1e12), All);
        double[] row = new double[3];
        scaled.Undo(other.Row(7), row);

        Assert.Equal(3, scaled.Dimension);
        Assert.All(own.Values.ToArray().Zip(other.Values.ToArray()), pair => Assert.Equal(Math.Abs(pair.First), Math.Abs(pair.Second), 1e-4));
        Assert.All(row.Zip(Columns(1, 1e-9, 1e12)[21..24]), pair => Assert.Equal(1, pair.First / pair.Second, 1e-5));
    }

    /// <summary>Two standardised columns of correlation r have principal variances 1 + |r| and 1 − |r|, whatever their units are.</summary>
    [Fact]
    public void The_variance_that_is_kept_is_that_of_standardised_columns()
    {
        double[] values = [.. Enumerable.Range(0, 40).SelectMany(row => new[] { Math.Sin(row), 1e6 * (Math.Sin(row) + Math.Cos(3.0 * row)) })];
        double[] first = [.. All.Select(row => values[2 * row])];
        double[] second = [.. All.Select(row => values[(2 * row) + 1])];
        double product = All.Average(row => (first[row] - first.Average()) * (second[row] - second.Average()));
        double correlation = product / (ColumnSpread.Of(first).Unit * ColumnSpread.Of(second).Unit);

        Assert.Equal((1 + Math.Abs(correlation)) / 2, Coordinates.Of(values, All, 2, Transform.Whiten, 1).KeptVariance, 1e-12);
        Assert.InRange(correlation, 0.3, 0.9);
    }

    [Fact]
    public void A_column_that_others_make_up_gives_no_direction()
    {
        double[] values = [.. Enumerable.Range(0, 40).SelectMany(row => new[] { Math.Sin(row), 1e-7 * Math.Cos(3.0 * row), Math.Sin(row) + (5 * Math.Cos(3.0 * row)) })];
        Coordinates coordinates = Coordinates.Of(values, All, 3, Transform.Whiten, null);

        Assert.Equal(2, coordinates.Dimension);
        Assert.Equal(1, coordinates.KeptVariance, 1e-9);
    }

    /// <summary>Eight times 0.1 is not 0.8: a mean of equal numbers may miss them by rounding, which is no deviation.</summary>
    [Theory]
    [InlineData(Transform.Standardize, 2)]
    [InlineData(Transform.Whiten, 1)]
    public void A_constant_has_its_value_as_mean_and_its_size_as_unit(Transform transform, int dimension)
    {
        double[] values = [.. Enumerable.Range(0, 9).SelectMany(row => new[] { row, row < 8 ? 0.1 : 0.4 })];
        Coordinates coordinates = Coordinates.Of(values, [0, 1, 2, 3, 4, 5, 6, 7], 2, transform, null);
        Batch points = coordinates.Apply(values, [0, 8]);
        double[] row = new double[2];
        coordinates.Undo(points.Row(0), row);

        Assert.NotEqual(0.1, Enumerable.Repeat(0.1, 8).Average());
        Assert.Equal([1], coordinates.Constant);
        Assert.Equal(dimension, coordinates.Dimension);
        Assert.Equal(0.1, row[1], 15);
        if (transform is Transform.Standardize)
        {
            Assert.Equal(0, points[0, 1]);
            Assert.Equal(3, points[1, 1], 1e-5);
        }
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Deviations_neither_vanish_nor_overflow(double unit) =>
        Assert.Equal(1, ColumnSpread.Of([-unit, unit, unit, -unit]).Unit / unit, 1e-12);

    [Fact]
    public void Rows_to_learn_from_that_are_all_equal_are_refused()
    {
        File.WriteAllLines(At("table.csv"), Enumerable.Range(0, 10).Select(row => $"{row},0.5"));
        int[] heldOut = [.. new DataSet(Options(Transform.None)).HeldOut.Values.ToArray().Where((_, place) => place % 2 == 0).Select(row => (int)row)];
        File.WriteAllLines(At("table.csv"), Enumerable.Range(0, 10).Select(row => heldOut.Contains(row) ? $"{row},0.5" : "3,0.5"));

        foreach (Transform transform in Enum.GetValues<Transform>())
        {
            Assert.Contains("the 8 rows to learn from are all equal. Choose others", Assert.Throws<InvalidDataException>(() => new DataSet(Options(transform))).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Numbers of five figures come back as they were written, whatever the size of their column.</summary>
    [Theory]
    [InlineData(-19, Transform.Standardize)]
    [InlineData(-19, Transform.Whiten)]
    [InlineData(-19, Transform.None)]
    [InlineData(-12, Transform.Standardize)]
    [InlineData(-12, Transform.None)]
    [InlineData(0, Transform.Standardize)]
    [InlineData(0, Transform.None)]
    [InlineData(8, Transform.Standardize)]
    [InlineData(8, Transform.None)]
    [InlineData(12, Transform.None)]
    [InlineData(-299, Transform.Standardize)]
    public void Rows_come_back_from_columns_of_every_size(int exponent, Transform transform)
    {
        double[] numbers = [.. Enumerable.Range(0, 30).Select(row => double.Parse($"{(row * 7919 % 30000) - 14000}E{exponent - 4}", CultureInfo.InvariantCulture))];
        string[] rows = [.. numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture))];
        File.WriteAllLines(At("table.csv"), rows);
        DataSet data = new(Options(transform));

        string[] back = [.. new[] { data.Training, data.HeldOut }.SelectMany(part => Enumerable.Range(0, part.Count).Select(row => data.Decode(part.Row(row))[0]))];

        Assert.Equal(rows.Order(StringComparer.Ordinal), back.Order(StringComparer.Ordinal));
    }

    private static double[] Columns(double first, double second, double third) =>
        [.. Enumerable.Range(0, 40).SelectMany(row => new[] { first * Math.Sin(row), second * (Math.Sin(row) + Math.Cos(3.0 * row)), third * (0.3 + Math.Sin(1.7 * row)) })];

    private TableOptions Options(Transform transform) => new() { DataPath = At("table.csv"), Transform = transform, Constant = ConstantColumns.Restore };
}
