using Samovar.MarkovChains.Diagnostics;

namespace Samovar.Tests.MarkovChains.Diagnostics;

public sealed class StudentQuantileTests
{
    /// <summary>Against the printed table of Abramowitz and Stegun, 26.10; the expansion is at its worst at three degrees of freedom.</summary>
    [Theory]
    [InlineData(1, 12.706, 0.001)]
    [InlineData(2, 4.303, 0.001)]
    [InlineData(3, 3.182, 0.01)]
    [InlineData(4, 2.776, 0.003)]
    [InlineData(9, 2.262, 0.001)]
    [InlineData(30, 2.042, 0.001)]
    public void Agrees_with_the_table(int degrees, double expected, double tolerance) =>
        Assert.Equal(expected, StudentQuantile.Of95Percent(degrees), tolerance);
}
