using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Verdicts;

namespace Samovar.Tests.Verdicts;

public sealed class SeedAgreementTests
{
    /// <summary>Errors are right: scatter beyond the limit has a probability below 1e-4 a metric, 0.02 over 200 groups.</summary>
    [Fact]
    public void Seeds_that_differ_by_their_errors_agree()
    {
        RandomStream random = RandomStream.FromSeed(1);
        for (int group = 0; group < 200; group++)
        {
            RunResults[] runs = [.. Enumerable.Range(1, 3).Select(seed => Result((ulong)seed, [new Measurement.Measured("mode-weight-tv", 0.4 + (0.08 * random.NextNormal()), 0.08)]))];
            Assert.Empty(SeedAgreement.Examine(runs));
        }
    }

    [Theory]
    [InlineData("mode-entropy", 0.2, Severity.Red)]
    [InlineData("mode-entropy", 0.1, Severity.Amber)]
    [InlineData("log-normalizer", 0.8, Severity.Amber)]
    [InlineData("mode-entropy", 0.02, null)]
    public void Seeds_that_differ_far_beyond_their_errors_are_told(string metric, double step, Severity? expected)
    {
        RunResults[] runs = [.. Enumerable.Range(1, 3).Select(seed => Result((ulong)seed, [new Measurement.Measured(metric, 0.3 + (step * seed), 0.002)]))];

        Finding? finding = SeedAgreement.Examine(runs).SingleOrDefault();

        Assert.Equal(expected, finding?.Severity);
        Assert.True(finding is null || (finding.Message.Contains("(seed 1)", StringComparison.Ordinal) && finding.Message.Contains("(seed 3)", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_green_and_a_red_seed_disagree()
    {
        RunResults red = Result(2, []) with { Findings = [new Finding(Severity.Red, "mode-collapse", "It collapsed.", "Mend it.")] };

        Finding finding = Assert.Single(SeedAgreement.Examine([Result(1, []), red, Result(3, [])]));

        Assert.Contains("1 of 3 seeds fail", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Red, finding.Severity);
    }

    [Fact]
    public void A_single_run_has_nothing_to_agree_with() => Assert.Empty(SeedAgreement.Examine([Result(1, [new Measurement.Measured("mode-entropy", 0.3, 0.01)])]));

    [Fact]
    public void Runs_of_different_methods_are_refused() =>
        Assert.Throws<ArgumentException>(() => SeedAgreement.Examine([Result(1, []), Result(2, []) with { Method = "pt" }]));

    private static RunResults Result(ulong seed, IReadOnlyList<Measurement> measurements) =>
        new("mog40", "dikl", seed, 2_000, 1, EvaluationCost.None, measurements, []);
}
