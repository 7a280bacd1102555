using Samovar.Checks;
using Samovar.Runs;

namespace Samovar.Tests.Checks;

public sealed class RunCheckTests
{
    [Fact]
    public void A_good_run_is_green()
    {
        Run run = Finished(
            new Measurement.Measured("mode-entropy", 0.995, 0.001, 0.999),
            new Measurement.Measured("mode-weight-tv", 0.09, 0.01, 0.03),
            new Measurement.Measured("outside-support", 0.05, 0.002, 0.001),
            new Measurement.Measured("stein-identity", 3.5, 0.2, 0.05),
            new Measurement.Measured("energy-shift", -0.1, 0.01, 0.01),
            new Measurement.Measured("left-well-mass", 0.03, 0.01, 0.01),
            new Measurement.Measured("stray-share", 0.004, 0.0005, 0),
            new Measurement.Measured("zero-density", 0.0005, 0.0005, 0),
            new Measurement.Measured("local-shift", 0.2, 0.01, 0.02),
            new Measurement.Measured("local-spread", 0.3, 0.12, 0.02));

        Verdict verdict = Verdict.On(run, Verdict.EveryCheck());

        Assert.Empty(verdict.Findings);
        Assert.Equal(Severity.Green, verdict.Level);
    }

    [Theory]
    [InlineData("mode-entropy", 0.6, Severity.Red, "mode-collapse")]
    [InlineData("mode-entropy", 0.96, Severity.Amber, "mode-collapse")]
    [InlineData("mode-weight-tv", 0.5, Severity.Red, "mode-collapse")]
    [InlineData("mode-weight-tv", 0.2, Severity.Amber, "mode-collapse")]
    [InlineData("left-well-mass", 0.155, Severity.Red, "mode-collapse")]
    [InlineData("outside-support", 0.2, Severity.Amber, "outside-support")]
    [InlineData("outside-support", 0.6, Severity.Red, "outside-support")]
    [InlineData("barrier-share", 0.1, Severity.Amber, "outside-support")]
    [InlineData("energy-shift", -0.5, Severity.Amber, "energy-shift")]
    [InlineData("energy-shift", 2.0, Severity.Red, "energy-shift")]
    [InlineData("stein-identity", 0.7, Severity.Amber, "stein")]
    [InlineData("unvisited-share", 0.05, Severity.Amber, "mode-collapse")]
    [InlineData("unvisited-share", 0.3, Severity.Red, "mode-collapse")]
    [InlineData("cell-share-tv", 0.2, Severity.Amber, "mode-collapse")]
    [InlineData("clash-share", 0.041, Severity.Amber, "clashes")]
    [InlineData("clash-share", 0.1, Severity.Red, "clashes")]
    [InlineData("basin-share-error", 0.05, Severity.Amber, "basin-shares")]
    [InlineData("classifier-accuracy", 0.8, Severity.Amber, "told-apart")]
    [InlineData("classifier-accuracy", 0.95, Severity.Red, "told-apart")]
    [InlineData("marginal-ks", 0.4, Severity.Red, "told-apart")]
    [InlineData("kernel-stein", 0.06, Severity.Amber, "kernel-stein")]
    [InlineData("stray-share", 0.041, Severity.Amber, "strays")]
    [InlineData("stray-share", 0.1, Severity.Red, "strays")]
    [InlineData("zero-density", 0.005, Severity.Amber, "zero-density")]
    [InlineData("zero-density", 0.5, Severity.Red, "zero-density")]
    [InlineData("local-shift", 0.4, Severity.Amber, "local-shape")]
    [InlineData("local-shift", 1.4, Severity.Red, "local-shape")]
    [InlineData("local-spread", -0.2, Severity.Amber, "local-shape")]
    [InlineData("local-spread", 0.7, Severity.Red, "local-shape")]
    public void A_bad_number_is_told_with_the_number(string metric, double value, Severity severity, string check)
    {
        Finding finding = Assert.Single(Verdict.On(Finished(new Measurement.Measured(metric, value, 0.01, 0.001)), Verdict.EveryCheck()).Findings);

        Assert.Equal(severity, finding.Severity);
        Assert.Equal(check, finding.Check);
        Assert.Contains($"{value:0.0###} ± 0.01 (exact draws: 0.001)", finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Advice);
    }

    [Theory]
    [InlineData("mode-entropy", 0.6)]
    [InlineData("outside-support", 0.6)]
    [InlineData("barrier-share", 0.6)]
    [InlineData("energy-shift", 2.0)]
    [InlineData("stein-identity", 3.0)]
    [InlineData("zero-density", 1.0)]
    public void Who_draws_without_training_is_not_told_to_train(string metric, double value)
    {
        Run trained = Finished(new Measurement.Measured(metric, value, 0.01, 0.001));
        Run drawn = trained with { Plan = trained.Plan with { Draws = 100 } };

        Assert.Contains("rain", Assert.Single(Verdict.On(trained, Verdict.EveryCheck()).Findings).Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("rain", Assert.Single(Verdict.On(drawn, Verdict.EveryCheck()).Findings).Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.05, 0.001, null)]
    [InlineData(0.5, 0.2, null)]
    [InlineData(0.5, 0.05, Severity.Amber)]
    [InlineData(-0.5, double.NaN, Severity.Amber)]
    [InlineData(3, 0.1, Severity.Red)]
    public void A_log_normalizer_that_is_surely_wrong_is_told(double error, double standardError, Severity? expected)
    {
        Finding? finding = new LogNormalizerCheck().Examine(Finished(new Measurement.Measured("log-normalizer-error", error, standardError))).SingleOrDefault();

        Assert.Equal(expected, finding?.Severity);
    }

    [Fact]
    public void A_shift_within_its_error_is_not_told() =>
        Assert.Empty(new EnergyShiftCheck().Examine(Finished(new Measurement.Measured("energy-shift", 0.5, 0.3))));

    [Fact]
    public void Metrics_that_do_not_apply_say_nothing() =>
        Assert.Empty(Verdict.On(Finished(new Measurement.NotApplicable("mean-error", "no moments"), new Measurement.Measured("mode-entropy", 1, 0.01)), Verdict.EveryCheck()).Findings);

    [Fact]
    public void Basins_three_floors_off_are_told_and_chance_is_not()
    {
        Assert.Empty(new BasinShareCheck().Examine(Finished(new Measurement.Measured("basin-share-error", 0.03, 0.001, 0.011))));
        Finding finding = Assert.Single(new BasinShareCheck().Examine(Finished(new Measurement.Measured("basin-share-error", 0.04, 0.001, 0.011))));
        Assert.Contains("4.0 percentage points", finding.Message, StringComparison.Ordinal);
        Assert.Contains("3.6 times the floor", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_are_told_of_trained_samplers_alone()
    {
        Run trained = Finished(new Measurement.Measured("distinct-draws", 0.4, 0.01, 1));

        Assert.Equal(Severity.Red, Assert.Single(Verdict.On(trained, Verdict.EveryCheck()).Findings).Severity);
        Assert.Empty(Verdict.On(trained with { Plan = trained.Plan with { Draws = 100 } }, Verdict.EveryCheck()).Findings);
    }

    [Fact]
    public void Evidence_that_cannot_see_modes_is_told_as_such()
    {
        Measurement.NotApplicable none = new("mode-entropy", "needs a list of modes");
        Measurement.NotApplicable unvisited = new("unvisited-share", "needs exact draws");

        Assert.Equal(Severity.Amber, Assert.Single(new EvidenceCheck().Examine(Finished(none, unvisited))).Severity);
        Assert.Empty(new EvidenceCheck().Examine(Finished(none, new Measurement.Measured("unvisited-share", 0, 0, 0))));
        Assert.Empty(new EvidenceCheck().Examine(Finished(new Measurement.Measured("stein-identity", 0, 0.1))));
    }

    [Fact]
    public void Draws_that_cannot_be_measured_are_not_said_to_lack_modes()
    {
        Measurement.NotApplicable modes = new("mode-entropy", "needs at least 2 draws, and there is 1");

        Finding finding = Assert.Single(new EvidenceCheck().Examine(Finished(modes, modes with { Name = "distinct-draws" })));

        Assert.Equal("Nothing could be measured, so no fault would be noticed: every metric needs at least 2 draws, and there is 1.", finding.Message);
    }

    [Theory]
    [InlineData(0.3, 0.29, null)]
    [InlineData(0.3, 0.2, Severity.Amber)]
    [InlineData(0.7, 0.69, Severity.Amber)]
    [InlineData(1.3, 1.3, Severity.Red)]
    public void A_gap_that_is_open_or_still_closing_is_told(double before, double last, Severity? expected)
    {
        StepRecord[] history = [.. Enumerable.Range(0, 100).Select(step => new StepRecord(step, step, new Dictionary<string, double>
        {
            ["score-gap"] = (step < 80 ? before : last) + (0.01 * (step % 2)),
        }))];

        Finding? finding = new ConvergenceCheck().Examine(Finished() with { History = history }).SingleOrDefault();

        Assert.Equal(expected, finding?.Severity);
    }

    [Theory]
    [InlineData("score-loss", "network", "posterior-ess")]
    [InlineData("posterior-ess", "'posterior-ess' in history.csv", "particles")]
    [InlineData("particle-ess", "--particles", "network")]
    public void Advice_about_an_open_gap_speaks_of_what_the_run_has(string recorded, string words, string absent)
    {
        StepRecord[] history = [.. Enumerable.Range(0, 100).Select(step => new StepRecord(step, step, new Dictionary<string, double> { ["score-gap"] = 0.7, [recorded] = 5 }))];

        string advice = Assert.Single(new ConvergenceCheck().Examine(Finished() with { History = history })).Advice;

        Assert.Contains(words, advice, StringComparison.Ordinal);
        Assert.DoesNotContain(absent, advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_is_red_and_names_its_place()
    {
        Verdict verdict = Verdict.On(Ended(new RunOutcome.Diverged(40, "generator", "loss")), Verdict.EveryCheck());

        Assert.Equal(Severity.Red, verdict.Level);
        Assert.Contains("step 40 of 1000: loss stopped being finite in phase 'generator'", verdict.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unfinished_runs_are_amber()
    {
        Finding late = Assert.Single(Verdict.On(Ended(new RunOutcome.OutOfTime(250)), Verdict.EveryCheck()).Findings);

        Assert.Contains("250 of 1000 steps (25%)", late.Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Amber, Verdict.On(Ended(new RunOutcome.Cancelled(10)), Verdict.EveryCheck()).Level);
    }

    [Fact]
    public void The_worst_finding_comes_first()
    {
        Run run = Ended(new RunOutcome.OutOfTime(1)) with
        {
            Measurements = [new Measurement.Measured("energy-shift", 0.5, 0.01), new Measurement.Measured("mode-entropy", 0.1, 0.01)],
        };

        Verdict verdict = Verdict.On(run, Verdict.EveryCheck());

        Assert.Equal([Severity.Red, Severity.Amber, Severity.Amber], verdict.Findings.Select(finding => finding.Severity));
    }

    [Theory]
    [InlineData("ess-reverse", 0.17, Severity.Amber, "effective-sample")]
    [InlineData("ess-reverse", 0.004, Severity.Red, "effective-sample")]
    [InlineData("pareto-k", 0.8, Severity.Amber, "weight-tail")]
    [InlineData("ess-forward", 1e-20, Severity.Amber, "coverage")]
    public void Weights_that_mean_little_are_told(string metric, double value, Severity severity, string check)
    {
        Finding finding = Assert.Single(Verdict.On(Weighted([new Measurement.Measured(metric, value, double.NaN)]), Verdict.EveryCheck()).Findings);

        Assert.Equal((severity, check), (finding.Severity, finding.Check));
    }

    [Theory]
    [InlineData("largest-weight", 0.9, Severity.Red, "effective-sample", "90%")]
    [InlineData("zero-weights", 1, Severity.Red, "lost-paths", "Every draw has weight zero")]
    [InlineData("zero-weights", 0.8, Severity.Red, "lost-paths", "80.0%")]
    [InlineData("lost-paths", 0.001, Severity.Amber, "lost-paths", "0.1% of the paths")]
    [InlineData("lost-paths", 0.2, Severity.Red, "lost-paths", "20.0% of the paths")]
    [InlineData("shortened-scores", 0.7, Severity.Amber, "shortened-scores", "70% of the scores")]
    [InlineData("shortened-scores", 0.98, Severity.Red, "shortened-scores", "98% of the scores")]
    public void What_happened_along_the_paths_is_told_with_the_number(string diagnostic, double value, Severity severity, string check, string words)
    {
        Run run = Weighted([], new Diagnostic(diagnostic, value, "of a test"));
        Finding finding = Assert.Single(Verdict.On(run, Verdict.EveryCheck()).Findings);

        Assert.Equal((severity, check), (finding.Severity, finding.Check));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Empty(Verdict.On(run with { Plan = run.Plan with { Draws = 100 } }, Verdict.EveryCheck()).Findings);
    }

    [Fact]
    public void Good_weights_are_green()
    {
        Run run = Weighted(
            [
                new Measurement.Measured("ess-reverse", 0.5, 0.01), new Measurement.Measured("ess-forward", 0.4, 0.01), new Measurement.Measured("pareto-k", 0.5, 0.1),
                new Measurement.Measured("log-normalizer", 0, 0.01), new Measurement.Measured("log-normalizer-forward", 0.04, 0.01),
            ],
            new Diagnostic("largest-weight", 0.01, ""), new Diagnostic("zero-weights", 0.1, ""), new Diagnostic("lost-paths", 0, ""), new Diagnostic("shortened-scores", 0.5, ""));

        Assert.Empty(Verdict.On(run, Verdict.EveryCheck()).Findings);
    }

    [Theory]
    [InlineData(0.5, 0.2, null)]
    [InlineData(0.5, 0.01, Severity.Amber)]
    [InlineData(2, 0.01, Severity.Red)]
    [InlineData(2, double.NaN, Severity.Red)]
    public void Exact_draws_that_say_another_normalizer_are_told(double difference, double error, Severity? expected)
    {
        Run run = Weighted([new Measurement.Measured("log-normalizer", 1, error), new Measurement.Measured("log-normalizer-forward", 1 + difference, error)]);

        Assert.Equal(expected, Verdict.On(run, Verdict.EveryCheck()).Findings.SingleOrDefault()?.Severity);
    }

    [Fact]
    public void Paths_lost_in_training_are_told_though_the_last_draws_are_whole()
    {
        Run run = Weighted([], new Diagnostic("lost-paths", 0, "")) with
        {
            History = [new StepRecord(1, 0, new Dictionary<string, double> { ["lost-paths"] = 0.2 }), new StepRecord(2, 0, new Dictionary<string, double> { ["lost-paths"] = 0 })],
        };

        Assert.Contains("10.0% of the paths in training", Assert.Single(Verdict.On(run, Verdict.EveryCheck()).Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mode-entropy", 0.6, "never reach a mode")]
    [InlineData("energy-shift", 2.0, "--weighted")]
    [InlineData("outside-support", 0.6, "--weighted")]
    [InlineData("stein-identity", 3.0, "--weighted")]
    [InlineData("zero-density", 1.0, "--weighted")]
    public void Advice_fits_a_sampler_with_paths(string metric, double value, string words)
    {
        Measurement measured = new Measurement.Measured(metric, value, 0.01, 0.001);

        Assert.Contains(words, Assert.Single(Verdict.On(Weighted([measured]), Verdict.EveryCheck()).Findings).Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(words, Assert.Single(Verdict.On(Finished(measured), Verdict.EveryCheck()).Findings).Advice, StringComparison.Ordinal);
    }

    private static Run Weighted(IReadOnlyList<Measurement> measurements, params Diagnostic[] told) =>
        Finished([.. measurements]) with { Sampling = new SamplingRecord(EvaluationCost.None, 1) { Diagnostics = told } };

    private static Run Finished(params Measurement[] measurements) => Ended(new RunOutcome.Completed()) with { Measurements = measurements };

    private static Run Ended(RunOutcome outcome) =>
        new(new RunPlan("mog40", new Dictionary<string, string>(StringComparer.Ordinal), "dikl", "default", 1, 1000), outcome, [], EvaluationCost.None, 10);
}
