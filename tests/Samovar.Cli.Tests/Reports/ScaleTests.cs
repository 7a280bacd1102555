using Samovar.Cli.Reports;

namespace Samovar.Cli.Tests.Reports;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-5, 5, "−4 −2 0 2 4")]
    [InlineData(0, 50_000, "0 10\u202F000 20\u202F000 30\u202F000 40\u202F000 50\u202F000")]
    [InlineData(0.001, 0.0052, "0.001 0.002 0.003 0.004 0.005")]
    public void Even_marks_are_round(double from, double to, string labels) =>
        Assert.Equal(labels.Replace("0.0 ", "0 "), string.Join(' ', new Scale(from, to, 0, 100).Ticks(5).Select(mark => mark.Label)));

    [Fact]
    public void Logarithmic_marks_are_powers_of_ten() =>
        Assert.Equal("10⁻³ 0.01 0.1 1 10", string.Join(' ', new Scale(1e-3, 20, 0, 100, IsLogarithmic: true).Ticks(5).Select(mark => mark.Label)));

    [Theory]
    [InlineData(new[] { 1.0, 100 }, true)]
    [InlineData(new[] { 1.0, 10 }, false)]
    [InlineData(new[] { -1.0, 100 }, false)]
    [InlineData(new[] { double.NaN, 1, double.PositiveInfinity, 100 }, true)]
    public void Is_logarithmic_only_where_values_call_for_it(double[] values, bool expected) =>
        Assert.Equal(expected, Scale.Around(values, 0, 1, mayBeLogarithmic: true).IsLogarithmic);

    [Fact]
    public void Constant_values_have_a_scale_too()
    {
        Scale scale = Scale.Around([3, 3], 0, 100);

        Assert.Equal(50, scale[3], 9);
        Assert.NotEmpty(scale.Ticks(5));
    }
}
