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

    /// <summary>Of few held-out rows the error of their median is large: half the distance is then no sign of copies, and a twentieth still is.</summary>
    [Theory]
    [InlineData(0.5, 0.2, 0.02, null)]
    [InlineData(0.5, 0.02, 0.2, null)]
    [InlineData(0.5, 0.02, 0.1, Severity.Amber)]
    [InlineData(0.05, 0.02, 0.25, Severity.Red)]
    public void Copies_are_told_where_chance_does_not_explain_them(double novelty, double error, double heldOutError, Severity? expected)
    {
        Measurement.Measured measured = new("novelty", novelty, error, 1) { FloorError = heldOutError };

        Assert.Equal(expected, new MemorizationCheck().Examine(Finished(measured)).SingleOrDefault()?.Severity);
    }

    /// <summary>Draws of a run from rows cannot be refined, so nobody is told to.</summary>
    [Theory]
    [InlineData("classifier-accuracy", 0.8)]
    [InlineData("local-shift", 0.5)]
    [InlineData("local-spread", 0.3)]
    [InlineData("stray-share", 0.1)]
    public void Nobody_who_learned_from_rows_is_told_to_refine(string metric, double value)
    {
        Measurement.Measured wrong = new(metric, value, 0.01, 0.001);
        Finding rows = Assert.Single(Verdict.On(Finished(wrong, new("column-distance", 0.05, 0.01, 0.03)), Verdict.EveryCheck()).Findings);
        Finding energy = Assert.Single(Verdict.On(Finished(wrong), Verdict.EveryCheck()).Findings);

        Assert.DoesNotContain("--refine", rows.Advice, StringComparison.Ordinal);
        Assert.Contains("rows", rows.Advice, StringComparison.Ordinal);
        Assert.Contains("--refine", energy.Advice, StringComparison.Ordinal);
    }

    private static Run Finished(params Measurement.Measured[] measurements) =>
        new(new RunPlan("rows.csv", new Dictionary<string, string>(), "sd-flow", "default", 1, 10), new RunOutcome.Completed(), [], EvaluationCost.None, 1)
        {
            Measurements = measurements,
        };
}
