using System.Text.Json;
using System.Xml.Linq;
using Samovar.Cli.Commands;
using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Cli.Tests.Commands;

public sealed class DirectSamplingTests : CommandFixture
{
    /// <summary>ln ∫ cosh(a x₁) exp(−|x|²/2) = ln 2π + a²/2, at a = 2.</summary>
    private const double LogNormalizer = 3.8378770664093453;

    [Fact]
    public void Leaves_a_whole_run_folder()
    {
        Transcript run = Urn("--out", "run");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(
            ["metrics.json", "report.html", "report.md", "run.json", "samples.npy", "sampling.json"],
            Directory.GetFiles(At("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using FileStream stream = File.OpenRead(At("run", "samples.npy"));
        Assert.Equal(5_000, NumpyFile.Read(stream, "samples.npy").Count);
        Assert.Contains("Target two-bumps in 2 dimensions, method urn, seed 1, 5000 draws.\n", run.Output);
        Assert.Matches(@"Done: 5 000 draws, \S+ s of sampling, 5 000 energy and 0 score evaluations\.", run.Output);
        Assert.Matches(@"worst-r-hat +∞ +1 is right", run.Output);
    }

    [Fact]
    public void The_plan_holds_every_option_and_the_command_repeats_it()
    {
        Urn("--out", "run", "--rungs", "7", "--seed", "4", "--option", "distance=1.5");

        RunManifest manifest = RunManifest.Parse(File.ReadAllText(At("run", "run.json")), "run.json");
        Assert.True(manifest.Plan.IsDirect);
        Assert.Equal(5_000, manifest.Plan.Draws);
        Assert.Equal("7", manifest.Plan.MethodOptions["rungs"]);
        Assert.Equal("false", manifest.Plan.MethodOptions["weighing"]);
        Assert.DoesNotContain("step-size", manifest.Plan.MethodOptions.Keys);
        Assert.Equal("samovar sample two-bumps --method urn --count 5000 --seed 4 --option distance=1.5 --rungs 7", manifest.Command);
        Run([.. manifest.Command.Split(' ')[1..], "--out", "again"]);
        Assert.Equal(File.ReadAllBytes(At("run", "samples.npy")), File.ReadAllBytes(At("again", "samples.npy")));
    }

    [Fact]
    public void The_folder_is_named_after_target_method_and_seed()
    {
        Assert.Equal(ExitCode.Done, Urn("--seed", "3").Code);
        Assert.Equal(ExitCode.Done, Urn("--seed", "3").Code);

        Assert.True(File.Exists(At("runs", "two-bumps-urn-seed3", "metrics.json")));
        Assert.True(File.Exists(At("runs", "two-bumps-urn-seed3-2", "metrics.json")));
    }

    [Fact]
    public void Weights_are_stored_and_respected()
    {
        Urn("--out", "weighted", "--weighing", "true", "--count", "20000");
        Urn("--out", "raw", "--count", "20000");

        using FileStream stream = File.OpenRead(At("weighted", "weights.npy"));
        IReadOnlyList<double> weights = NumpyFile.ReadVector(stream, "weights.npy");
        Assert.Equal(20_000, weights.Count);
        Assert.Equal(1, weights.Sum(), 9);
        // Two bumps at ± 2 have a second moment of 5 along the first and of 1 along the second coordinate; the urn's is 9 along both.
        // Some 6,000 draws' worth of weight makes standard errors of 0.06 and 0.02; five of them: a false alarm in two million runs.
        Assert.Equal(ExitCode.Done, Run("sample", "weighted", "--count", "10000", "--out", "weighted.npy").Code);
        Assert.Equal(ExitCode.Done, Run("sample", "raw", "--count", "10000", "--out", "raw.npy").Code);
        Assert.InRange(SecondMoment("weighted.npy", 0), 4.7, 5.3);
        Assert.InRange(SecondMoment("weighted.npy", 1), 0.9, 1.1);
        Assert.InRange(SecondMoment("raw.npy", 1), 8.5, 9.5);
    }

    [Fact]
    public void Evaluating_again_measures_the_stored_draws_the_same_way()
    {
        Urn("--out", "run", "--stuck", "true", "--weighing", "true");
        string before = File.ReadAllText(At("run", "metrics.json"));
        byte[] samples = File.ReadAllBytes(At("run", "samples.npy"));

        Transcript run = Run("evaluate", "run", "--count", "2000", "--repeats", "5", "--json");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(before, run.Output);
        Assert.Equal(before, File.ReadAllText(At("run", "metrics.json")));
        Assert.Equal(samples, File.ReadAllBytes(At("run", "samples.npy")));
    }

    [Fact]
    public void Few_draws_are_measured_as_one_portion()
    {
        using JsonDocument document = JsonDocument.Parse(Urn("--count", "300", "--json").Output);

        Assert.Equal(300, document.RootElement.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData(ExitCode.Usage)]
    [InlineData(ExitCode.Findings, "--strict")]
    public void A_method_that_comes_to_no_draw_says_why_in_one_line_and_leaves_nothing(int code, params string[] more)
    {
        Transcript run = Urn(["--out", "run", "--empty", "true", "--quiet", .. more]);

        Assert.Equal((code, "error: The urn is empty. Fill it."), (run.Code, run.Error.Trim()));
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public void The_estimate_of_the_normalizer_is_a_metric()
    {
        using JsonDocument document = JsonDocument.Parse(Urn("--weighing", "true", "--json").Output);

        double value = document.RootElement.GetProperty("logNormalizer").GetProperty("value").GetDouble();
        // The standard error of 5,000 such weights is about 0.017.
        Assert.InRange(value - LogNormalizer, -0.09, 0.09);
        JsonElement metric = document.RootElement.GetProperty("metrics").EnumerateArray().Single(item => item.GetProperty("name").GetString() == "log-normalizer");
        Assert.Equal(value, metric.GetProperty("value").GetDouble());
        Assert.InRange(metric.GetProperty("standardError").GetDouble(), 0.005, 0.05);
        Assert.Equal("rungs-seen", document.RootElement.GetProperty("diagnostics")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void What_the_method_finds_fails_a_strict_run()
    {
        Transcript run = Urn("--stuck", "true", "--strict");

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains("amber  stuck: 1 of 1 chains never moved. Shake harder.", run.Output);
        Assert.Equal(ExitCode.Done, Urn("--stuck", "true").Code);
        Assert.Equal(ExitCode.Done, Urn("--strict").Code);
    }

    [Fact]
    public void A_density_that_is_zero_around_the_origin_is_drawn_from_and_judged()
    {
        File.WriteAllText(At("far.cs"), "Target.FromEnergy(2, x => Sum(x * x) - Log(Maximum(x[0] - 1000.0, 0.0 * x[0])), name: \"far\")");

        Transcript run = Run("sample", "far.cs", "--method", "urn", "--count", "100", "--strict");

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Empty(run.Error);
        Assert.Contains("Before drawing: The density is 0 at all", run.Output);
        Assert.Single(run.Output.Split('\n'), line => line.StartsWith("  red    start: The density is 0 at all", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Target.FromEnergy(2, x => Log(x[0] - 1.0) + Sum(x * x), name: \"nan\")", "Target 'nan': The energy is not a number at (")]
    [InlineData("Target.FromEnergy(2, x => -Sum(x * x), name: \"negative\")", "Target 'negative': The energy falls without end along (")]
    public void What_is_certainly_wrong_is_refused_as_for_training(string energy, string message)
    {
        File.WriteAllText(At("wrong.cs"), energy);

        Transcript drawn = Run("sample", "wrong.cs", "--method", "urn", "--out", "run");
        Transcript trained = Run("train", "wrong.cs", "--method", "mean-field", "--preset", "quick", "--out", "run");

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (drawn.Code, trained.Code));
        Assert.Contains(message, drawn.Error);
        Assert.Contains(message, trained.Error);
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public void A_doubt_about_the_target_is_told_once_in_the_verdict()
    {
        File.WriteAllText(At("free.cs"), "Target.FromEnergy(2, x => Square(x[0]), name: \"free\")");

        Transcript run = Run("sample", "free.cs", "--method", "urn", "--count", "100");

        Assert.Single(run.Output.Split('\n'), line => line.StartsWith("  amber  proper: The density does not decay", StringComparison.Ordinal));
    }

    [Fact]
    public void Stopping_leaves_nothing_behind()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Transcript run = RunWith(new TickingClock(0.001), stop.Token, "sample", "two-bumps", "--method", "urn", "--out", "run");

        Assert.Equal(ExitCode.Cancelled, run.Code);
        Assert.Equal("Stopped while drawing; nothing was written.\n", run.Error);
        Assert.False(Path.Exists(At("run")));
    }

    [Fact]
    public void Stopping_while_measuring_keeps_the_draws()
    {
        using CancellationTokenSource stop = new();
        Urn("--out", "run");
        stop.Cancel();

        Transcript run = RunWith(new TickingClock(0.001), stop.Token, "evaluate", "run");

        Assert.Equal(ExitCode.Cancelled, run.Code);
        Assert.Equal("Stopped while measuring; the draws are saved. Measure them with:\n  samovar evaluate run\n", run.Error);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        Transcript run = Run("sample", "two-bmups", "--method", "urn", "--count", "0", "--rungs", "0", "--refine", "3", "--out", "draws.npy");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Equal(
            """
            error: 5 problems; nothing was done.
              1. --refine moves draws of a run; with --method, draw first and refine what is in the run folder.
              2. --count is '0'; it should be a whole number, 1 to 100000000.
              3. Option 'rungs' of 'urn' is '0': There must be at least one rung.
              4. There is no target 'two-bmups'. Did you mean 'two-bumps'? All targets: needs-data, two-bumps. A file ending in '.cs' is a target too.
              5. --out is 'draws.npy'; with --method it names the folder of the run, which will hold samples.npy.
            See 'samovar sample --help'.

            """,
            run.Error);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "sample two-bumps --method urn --dimension 12")]
    [InlineData(ExitCode.Findings, "sample two-bumps --method urn --dimension 12 --strict")]
    [InlineData(ExitCode.Usage, "sample two-bumps --method urn --dimension 12 --strict --count 0")]
    public void A_target_that_a_method_refuses_is_a_finding_under_strict_but_wrong_words_are_not(int code, string line) =>
        Assert.Equal(code, Run(line.Split(' ')).Code);

    [Theory]
    [InlineData("sample two-bumps --method un", "There is no method 'un'. Did you mean 'urn'? All methods: explodes, mean-field, urn.")]
    [InlineData("sample two-bumps --method mean-field", "Method 'mean-field' draws only after training. Run: samovar train TARGET --method mean-field")]
    [InlineData("train two-bumps --method urn", "Method 'urn' draws without training. Run: samovar sample TARGET --method urn")]
    [InlineData("sample two-bumps", "'two-bumps' is a target, not a run. Which method should draw? Give --method, one of: urn.")]
    [InlineData("sample two-bumps --method urn --dimension 12", "Method 'urn' draws in at most 10 dimensions; target 'two-bumps' has 12.")]
    [InlineData("sample two-bumps --method urn --rugns 3", "There is no option '--rugns'. Did you mean '--rungs'?")]
    [InlineData("train --resume --out run", "was drawn by 'urn' without training, so there is nothing to resume.")]
    [InlineData("sample run --out more.npy --count 6000", "--count is '6000', but 'urn' drew without training and left 5000 draws. Ask for fewer, or draw again: samovar sample two-bumps --method urn --count 6000 --seed 2")]
    [InlineData("sample run --out more.npy --seed 9", "--seed is '9', but 'urn' drew without training, with seed 1. Leave it out, or draw again: samovar sample two-bumps --method urn --count 5000 --seed 9")]
    [InlineData("sample run --out more.npy --count 6000 --seed 9", "draw again: samovar sample two-bumps --method urn --count 6000 --seed 9")]
    [InlineData("sample run --out more.npy --rungs 4", "'rungs' cannot be chosen for a run")]
    [InlineData("sample run --method urn", "'run' is a folder; with --method, name a target")]
    [InlineData("sample two-bumps --method urn --out run", "already holds a run.")]
    public void Mistakes_are_answered_with_what_to_do(string line, string answer)
    {
        Urn("--out", "run");

        Transcript run = Run(line.Split(' '));

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(answer, run.Error);
    }

    [Fact]
    public void Compares_with_trained_samplers_in_one_table()
    {
        Train("runs/a");
        Urn("--out", "runs/b", "--weighing", "true");

        string[] lines = [.. Run("compare", "runs").Output.Split('\n').Select(line => line.TrimEnd())];

        Assert.Contains(lines, line => line.StartsWith("method", StringComparison.Ordinal) && line.EndsWith("urn", StringComparison.Ordinal));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^log-normalizer +– +3\.8\d+ ± 0\.0\d+$"));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^energy evaluations +800 +5 000$"));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^draws for it +any number +5 000$"));
    }

    [Fact]
    public void The_report_tells_what_the_method_said()
    {
        Urn("--out", "run", "--weighing", "true");
        string page = File.ReadAllText(At("run", "report.html"));

        Assert.Contains("importance sampling from an urn", page);
        Assert.Contains("<h3>barrier</h3>", page);
        Assert.Contains("rungs of the ladder", page);
        Assert.Contains("rungs = 3", page);
        Assert.DoesNotContain("preset", page);
        Assert.DoesNotContain("trained", page);
        Assert.DoesNotContain("NaN", page);
        Assert.DoesNotContain("∞", page);
        string[] drawings = [.. page.Split("<svg")[1..].Select(part => "<svg" + part[..(part.IndexOf("</svg>", StringComparison.Ordinal) + 6)])];
        Assert.All(drawings, drawing => XElement.Parse(drawing));
    }

    private Transcript Urn(params string[] more) =>
        Run(["sample", "two-bumps", "--method", "urn", .. more.Contains("--count") ? [] : new[] { "--count", "5000" }, .. more]);

    private double SecondMoment(string name, int column)
    {
        using FileStream stream = File.OpenRead(At(name));
        Batch points = NumpyFile.Read(stream, name);
        return Enumerable.Range(0, points.Count).Average(row => (double)points[row, column] * points[row, column]);
    }
}
