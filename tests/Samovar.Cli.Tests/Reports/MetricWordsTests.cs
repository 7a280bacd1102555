using Samovar.Cli.Catalogue;
using Samovar.Cli.Reports;
using Samovar.Cli.Tests.Fakes;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Metrics;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Reports;

public sealed class MetricWordsTests
{
    private static readonly DensitySubject Density = new(new TwoBumps(new TwoBumpsOptions()));

    [Fact]
    public void Every_catalogued_metric_says_what_it_asks()
    {
        IdeaCatalogue catalogue = new([typeof(ITarget).Assembly]);
        DataSubject data = new(DataSet.Of(new Grid25()));

        Assert.All(catalogue.Metrics, entry => Assert.NotNull(MetricWords.Question(entry.Name, Density)));
        Assert.All(catalogue.DataMetrics.Concat(catalogue.EnergyMetrics), entry => Assert.NotNull(MetricWords.Question(entry.Name, data)));
        Assert.Null(MetricWords.Question("mean-distance", Density));
    }

    [Fact]
    public void The_question_is_the_summary_in_the_code()
    {
        Assert.Equal(
            "How wrong the mode weights are: total variation between the mean responsibilities and the true weights. 0 is perfect, 1 is disjoint.",
            MetricWords.Question(new ModeWeightTv().Name, Density));
        Assert.EndsWith("what energy-tv leaves out.", MetricWords.Question(new EnergyOutOfRange().Name, Density));
    }

    [Theory]
    [InlineData(0.30, 0.01, 0.29, "like exact draws")]
    [InlineData(0.30, 0.01, 0.10, "0.2000 above exact draws, more than 10 standard errors")]
    [InlineData(0.10, 0.04, 0.19, "0.0900 below exact draws, 2.3 standard errors")]
    [InlineData(0.30, double.NaN, 0.29, "like exact draws")]
    [InlineData(0.30, 0, 0.20, "0.1000 above exact draws")]
    [InlineData(0.30, 0.01, null, "no floor")]
    [InlineData(double.NaN, 0.01, 0.20, "not a finite number")]
    public void A_value_is_read_beside_its_floor(double value, double error, double? floor, string words) =>
        Assert.Equal(words, MetricWords.Reading(new Measurement.Measured("m", value, error, floor) { FloorError = 0 }));

    /// <summary>Rows of a file: an unknown error of the floor is not none.</summary>
    [Theory]
    [InlineData(0.30, 0.01, 0.29, "0.0100 above the floor, 1 standard error of the draws alone")]
    [InlineData(0.10, 0.01, 0.29, "0.1900 below the floor, more than 10 standard errors of the draws alone")]
    [InlineData(0.30, double.NaN, 0.29, "0.0100 above the floor, whose error is not known")]
    [InlineData(0, 0, 0.0, "at the floor, whose error is not known")]
    [InlineData(0.30, 0.01, null, "no floor")]
    public void Beside_a_floor_of_unknown_error_nothing_is_called_like_exact_draws(double value, double error, double? floor, string words) =>
        Assert.Equal(words, MetricWords.Reading(new Measurement.Measured("m", value, error, floor)));

    [Fact]
    public void The_noise_of_the_floor_counts_too()
    {
        Measurement.Measured above = new("m", 0.30, 0.03, 0.20) { FloorError = 0 };

        Assert.Equal("0.1000 above exact draws, 3.3 standard errors", MetricWords.Reading(above));
        Assert.Equal("0.1000 above exact draws, 2.2 standard errors", MetricWords.Reading(above with { FloorError = 0.035 }));
        Assert.Equal("like exact draws", MetricWords.Reading(above with { FloorError = 0.041 }));
    }
}
