using System.Text.Json;
using Samovar.Cli.Commands;
using Samovar.Verdicts;

namespace Samovar.Cli.Tests.Commands;

public sealed class EvaluateAndCompareTests : CommandFixture
{
    [Fact]
    public void Evaluating_as_training_did_gives_the_same_numbers()
    {
        Train("run");
        string before = File.ReadAllText(At("run", "metrics.json"));

        Transcript run = Run("evaluate", "run", "--count", "2000", "--repeats", "5", "--json");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(Metrics(before), Metrics(run.Output));
    }

    [Fact]
    public void The_schema_is_that_of_training()
    {
        Train("run");

        using JsonDocument document = JsonDocument.Parse(Run("evaluate", "run", "--count", "100", "--repeats", "2", "--json").Output);

        Assert.Equal(
            ["target", "method", "seed", "count", "seconds", "energyEvaluations", "scoreEvaluations", "drawing", "metrics", "logNormalizer", "diagnostics", "verdict"],
            document.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(800, document.RootElement.GetProperty("energyEvaluations").GetInt64());
        Assert.Equal(100, document.RootElement.GetProperty("count").GetInt32());
    }

    [Fact]
    public void Repetitions_are_averaged_and_their_scatter_is_the_error()
    {
        Measurement combined = Judge.Combined(
        [
            new Measurement.Measured("m", 1, 99, 0.2),
            new Measurement.Measured("m", 2, 99, 0.4),
            new Measurement.Measured("m", 3, 99),
        ]);

        Measurement.Measured measured = Assert.IsType<Measurement.Measured>(combined);
        Assert.Equal(2, measured.Value, 12);
        Assert.Equal(1 / Math.Sqrt(3), measured.StandardError, 12);
        Assert.Equal(0.3, measured.Floor!.Value, 12);
    }

    [Fact]
    public void One_repetition_that_does_not_apply_speaks_for_all() =>
        Assert.IsType<Measurement.NotApplicable>(Judge.Combined([new Measurement.Measured("m", 1, 1), new Measurement.NotApplicable("m", "why")]));

    [Fact]
    public void Compares_the_runs_of_a_folder()
    {
        Train("runs/a");
        Train("runs/b", "--seed", "2");

        Transcript run = Run("compare", "runs");

        Assert.Equal(ExitCode.Done, run.Code);
        string[] lines = [.. run.Output.Split('\n').Select(line => line.TrimEnd())];
        Assert.Matches(@"^ +a +b$", lines[0]);
        Assert.Matches(@"^method +mean-field +mean-field$", lines[1]);
        Assert.Matches(@"^verdict +green +green$", lines[2]);
        Assert.Matches(@"^mean-distance +0\.\d+ ± 0\.\d+ +0\.\d+ ± 0\.\d+$", lines[3]);
        Assert.Contains(lines, line => line.StartsWith("energy evaluations", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_folder_of_runs_those_that_are_not_right_are_told_and_the_others_compared()
    {
        Train("runs/a");
        Train("runs/b", "--seed", "2");
        Train("runs/damaged", "--seed", "3");
        File.WriteAllText(At("runs", "damaged", "metrics.json"), "{ \"target\":");
        Train("runs/other", "--seed", "4");
        File.WriteAllText(At("runs", "other", "run.json"), "{}");
        Train("runs/unmeasured", "--seed", "5");
        File.Delete(At("runs", "unmeasured", "metrics.json"));

        Transcript run = Run("compare", "runs", "--over-seeds", "--metrics", "mean-distance");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Matches(@"mean-field +2 +0\.\d+ ± \d", run.Output);
        Assert.Contains("metrics.json' does not hold the metrics of a run", run.Output);
        Assert.Contains("run.json' does not describe a run of this version", run.Output);
        Assert.Contains("Left out, as they have no metrics yet: unmeasured.", run.Output);
    }

    [Fact]
    public void A_damaged_run_that_was_named_is_an_error()
    {
        Train("a");
        File.WriteAllText(At("a", "metrics.json"), "[]");

        Transcript run = Run("compare", "a");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("does not hold the metrics of a run", run.Error);
    }

    [Fact]
    public void A_comparison_is_written_into_files()
    {
        Train("runs/a");
        File.WriteAllText(At("board.md"), "# Words\n\n<!-- comparison: begin -->\n<!-- comparison: end -->\n\nMore.\n");

        Transcript run = Run("compare", "runs", "--metrics", "mean-distance", "--markdown", "board.md", "--csv", "board.csv", "--html", "board.html");
        Transcript wrong = Run("compare", "runs", "--metrics", "mean-distanc", "--csv", "nowhere/board.csv");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("Made by `samovar compare runs --metrics mean-distance --markdown board.md`.", File.ReadAllText(At("board.md")));
        Assert.EndsWith("<!-- comparison: end -->\n\nMore.\n", File.ReadAllText(At("board.md")));
        Assert.Contains("two-bumps,mean-field,mean-distance,1,0,0.", File.ReadAllText(At("board.csv")));
        Assert.Contains("mean-distance ↓", File.ReadAllText(At("board.html")));
        Assert.Contains("'nowhere/board.csv' cannot be written: there is no folder 'nowhere'.", wrong.Error);
        Assert.Contains("There is no metric 'mean-distanc'. Did you mean 'mean-distance'?", wrong.Error);
    }

    [Fact]
    public void One_file_under_two_paths_is_one_target()
    {
        Directory.CreateDirectory(At("en"));
        File.WriteAllText(At("en", "mine.cs"), Bowl(0.5));
        TrainFile("en/mine.cs", "p/a", "1");
        TrainFile("./en/mine.cs", "p/b", "2");

        Transcript run = Run("compare", "p", "--over-seeds", "--metrics", "mean-distance");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Matches(@"mine\n[\s\S]*mean-field +2 +0\.\d+ ± \d", run.Output);
        Assert.DoesNotContain("not one target", run.Output);
    }

    [Fact]
    public void A_file_before_and_after_it_was_edited_is_two_targets_and_it_is_said()
    {
        File.WriteAllText(At("mine.cs"), Bowl(0.5));
        TrainFile("mine.cs", "p/a", "1");
        File.WriteAllText(At("mine.cs"), Bowl(0.6));
        TrainFile("mine.cs", "p/b", "2");

        Transcript rows = Run("compare", "p", "--over-seeds", "--metrics", "mean-distance");
        Transcript columns = Run("compare", "p");

        Assert.Equal(ExitCode.Done, rows.Code);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(rows.Output, @"^mine \([0-9a-f]{8}\) *$", System.Text.RegularExpressions.RegexOptions.Multiline));
        Assert.Matches(@"mean-field +1 ", rows.Output);
        Assert.DoesNotMatch(@"mean-field +2 ", rows.Output);
        Assert.Matches(@"'mine' is not one target but several, which are kept apart: mine \([0-9a-f]{8}\), made from \S+mine\.cs: p/a; mine \([0-9a-f]{8}\), made from \S+mine\.cs: p/b\.", rows.Output.ReplaceLineEndings(" "));
        Assert.Matches(@"(?m)^target +mine \([0-9a-f]{8}\) +mine \([0-9a-f]{8}\)", columns.Output);
    }

    [Fact]
    public void Metrics_that_are_asked_for_are_the_only_ones_of_runs_in_columns_too()
    {
        Train("runs/a", "--seed", "1");
        File.WriteAllText(At("runs", "a", "metrics.json"), File.ReadAllText(At("runs", "a", "metrics.json")).Replace("mean-distance", "other-metric", StringComparison.Ordinal));
        Train("runs/b", "--seed", "2");

        Transcript run = Run("compare", "runs", "--metrics", "mean-distance");

        Assert.Matches(@"(?m)^mean-distance +– +0\.\d", run.Output);
        Assert.DoesNotContain("other-metric", run.Output);
        Assert.Contains("other-metric", Run("compare", "runs").Output);
    }

    [Fact]
    public void Rows_without_any_usual_metric_show_what_was_measured()
    {
        Train("runs/a");

        Assert.Matches(@"mean-distance ↓", Run("compare", "runs", "--over-seeds").Output);
    }

    [Fact]
    public void Comparing_needs_runs()
    {
        Directory.CreateDirectory(At("empty"));
        Assert.StartsWith("error: 'empty' holds no runs.", Run("compare", "empty").Error);
        Assert.StartsWith("error: Which runs?", Run("compare").Error);
        Assert.Contains("is not a run", Run("compare", "nowhere").Error);
    }

    private static string Bowl(double half) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Target.FromEnergy(2, x => {half} * Sum(x * x), name: \"bowl\")");

    private void TrainFile(string target, string place, string seed) =>
        Assert.Equal(ExitCode.Done, Run("train", target, "--method", "mean-field", "--preset", "quick", "--seed", seed, "--out", place).Code);

    private static string Metrics(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("metrics").GetRawText();
    }
}
