using Samovar.Cli.Comparison;

namespace Samovar.Cli.Tests.Comparison;

public sealed class MetricOrderTests
{
    /// <summary>What exact draws get must be the best that a distance can get, and nothing that a count of good things does.</summary>
    [Theory]
    [InlineData("wasserstein-2", 1)]
    [InlineData("left-well-mass", 1)]
    [InlineData("high-quality-rate", -1)]
    [InlineData("distinct-draws", -1)]
    [InlineData("mode-entropy", -1)]
    [InlineData("mmd", 0)]
    [InlineData("log-normalizer-error", 0)]
    public void More_is_worse_or_better_or_worse_on_either_side(string metric, int direction)
    {
        double Badness(double value) => MetricOrder.Badness(metric, value)!.Value;

        Assert.Equal(direction >= 0, Badness(0.9) > Badness(0.1));
        Assert.Equal(direction <= 0, Badness(-0.9) > Badness(-0.1));
    }

    [Theory]
    [InlineData("log-normalizer")]
    [InlineData("log-density-slope")]
    [InlineData("within-mode-deviation")]
    public void Where_the_right_value_is_neither_0_nor_the_largest_nothing_is_best(string metric) => Assert.Null(MetricOrder.Badness(metric, 1));
}
