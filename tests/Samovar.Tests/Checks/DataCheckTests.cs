using Samovar.Checks;
using Samovar.Runs;

namespace Samovar.Tests.Checks;

public sealed class DataCheckTests
{
    [Fact]
    public void A_good_run_from_data_is_green() => Assert.Empty(Verdict.On(
        Finished(new("modes-covered", 25, 0, 25), new("novelty", 0.9, 0.05, 1), new("column-distance", 0.05, 0.01, 0.03)), Verdict.EveryCheck()).Findings);

    [Theory]
    [InlineData("modes-covered", 24.4, 25, Severity.Red, "missed-modes", "reach 24.4 of 25 modes")]
    [InlineData("novelty", 0.5, 1, Severity.Amber, "memorization", "0.5 times as far")]
    [InlineData("novelty", 0.01, 1, Severity.Red, "memorization", "0.01 times as far")]
    [InlineData("column-distance", 0.25, 0.05, Severity.Amber, "columns", "by 0.25 (training rows differ by 0.05")]
    [InlineData("column-distance", 0.6, 0.05, Severity.Red, "columns", "by 0.6")]
    public void A_bad_number_is_told_with_the_number(string metric, double value, double floor, Severity severity, string check, string words)
    {
        Finding finding = Assert.Single(Verdict.On(Finished(new Measurement.Measured(metric, value, 0.01, floor)), Verdict.EveryCheck()).Findings);

        Assert.Equal((severity, check), (finding.Severity, finding.Check));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Advice);
    }

    private static Run Finished(params Measurement.Measured[] measurements) =>
        new(new RunPlan("rows.csv", new Dictionary<string, string>(), "sd-flow", "default", 1, 10), new RunOutcome.Completed(), [], EvaluationCost.None, 1)
        {
            Measurements = measurements,
        };
}
