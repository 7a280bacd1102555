using System.Globalization;
using System.Text.Json;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Commands;

public sealed class TrainCommandTests : CommandFixture
{
    private static readonly string[] RunFiles = ["checkpoint.safetensors", "history.csv", "metrics.json", "report.html", "report.md", "run.json", "samples.npy"];

    [Fact]
    public void Trains_measures_and_says_where_everything_is()
    {
        Transcript run = Train("run");

        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(RunFiles, Directory.GetFiles(At("run")).Select(Path.GetFileName).Order());
        Assert.Equal(
            """
            Target two-bumps in 2 dimensions, method mean-field, preset quick, seed 1, 50 steps.
            Run folder run
            """,
            string.Join('\n', run.Output.Split('\n').Take(2)));
        Assert.Contains("step  1/50    2 %", run.Output);
        Assert.Contains("step 50/50  100 %", run.Output);
        Assert.Contains("Done: 50 steps,", run.Output);
        Assert.Contains("800 energy and 800 score evaluations.", run.Output);
        Assert.Contains("Not applicable: never (it is never applicable).", run.Output);
        Assert.Contains("Verdict: green. Nothing looks wrong.", run.Output);
        Assert.EndsWith("Report  run/report.html\nNext    samovar sample run --count 10000 --out draws.npy\n", run.Output);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        File.WriteAllText(At("taken"), "a file");

        Transcript run = Run("train", "two-bump", "--method", "mean", "--seed", "-1", "--steps", "0", "--max-time", "soon", "--out", "taken", "--option", "x", "--sed", "3");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Equal(string.Empty, run.Output);
        Assert.Equal(
            $"""
            error: 8 problems; nothing was done.
              1. There is no option '--sed'. Did you mean '--seed'? All options: --data, --dimension, --json, --max-evaluations, --max-time, --method, --option, --out, --preset, --quiet, --resume, --seed, --steps, --strict, --threads, --watch, --watch-port.
              2. --option is 'x'; it should be name=value, such as dimension=4.
              3. --max-time is 'soon'; it should be a duration such as 90s, 5m or 1h30m.
              4. --steps is '0'; it should be a whole number, 1 or more.
              5. --seed is '-1'; it should be a whole number, 0 to 18446744073709551615.
              6. There is no method 'mean'. Did you mean 'mean-field'? All methods: explodes, mean-field, urn.
              7. There is no target 'two-bump'. Did you mean 'two-bumps'? All targets: needs-data, two-bumps. A file ending in '.cs' is a target too, one ending in '.csv' or '.npy' is data.
              8. '{At("taken")}' is a file; the run needs a folder. Choose another with --out.
            See 'samovar train --help'.

            """,
            run.Error);
        Assert.Single(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_method_says_what_it_cannot_learn()
    {
        Transcript run = Train("run", "--dimension", "12");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("error: Method 'mean-field' learns at most 10 dimensions; target 'two-bumps' has 12.\n", run.Error);
        Assert.False(Path.Exists(At("run")));
    }

    [Fact]
    public void A_preset_that_does_not_exist_lists_those_that_do()
    {
        Transcript run = Run("train", "two-bumps", "--method", "mean-field", "--preset", "slow");

        Assert.StartsWith("error: There is no preset 'slow'. All presets: default, paper, quick.\n", run.Error);
    }

    [Theory]
    [InlineData("--dimension", "many", "Option 'dimension' of 'two-bumps' is 'many': it should be a whole number.")]
    [InlineData("--dimension", "21", "Option 'dimension' of 'two-bumps' is '21': Two bumps take 1 to 20 dimensions.")]
    [InlineData("--option", "distanse=1", "'two-bumps' has no option 'distanse'. Did you mean 'distance'? Its options: dimension, distance.")]
    [InlineData("--option", "distance=1,5", "Option 'distance' of 'two-bumps' is '1,5': it should be a number, with a point before its decimals.")]
    public void A_wrong_target_option_is_explained(string option, string value, string sentence)
    {
        Transcript run = Run("train", "two-bumps", "--method", "mean-field", option, value);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith($"error: {sentence}\n", run.Error);
    }

    [Fact]
    public void A_run_is_not_overwritten()
    {
        Train("run");
        byte[] before = File.ReadAllBytes(At("run", "checkpoint.safetensors"));

        Transcript again = Train("run", "--seed", "2");

        Assert.Equal(ExitCode.Usage, again.Code);
        Assert.StartsWith($"error: '{At("run")}' already holds a run. Choose another folder with --out; a training can be continued with --resume.\n", again.Error);
        Assert.Equal(before, File.ReadAllBytes(At("run", "checkpoint.safetensors")));
    }

    [Fact]
    public void Without_out_the_next_free_name_is_taken()
    {
        Transcript first = Run("train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--quiet");
        Transcript second = Run("train", "two-bumps", "--method", "mean-field", "--preset", "quick");

        Assert.Equal(new Transcript(ExitCode.Done, string.Empty, string.Empty), first);
        Assert.Contains("Run folder runs/two-bumps-mean-field-seed1-2\n", second.Output);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_found_before_training()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "needs /proc, in which nobody can make folders");

        Transcript run = Train("/proc/samovar-run");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("error: '/proc/samovar-run' cannot be made: '/proc' cannot be written to", run.Error);
    }

    [Fact]
    public void The_seed_decides_the_result_and_nothing_else_does()
    {
        Train("a", "--seed", "5");
        Train("b", "--seed", "5");
        Train("c", "--seed", "6");

        Assert.Equal(File.ReadAllBytes(At("a", "checkpoint.safetensors")), File.ReadAllBytes(At("b", "checkpoint.safetensors")));
        Assert.Equal(File.ReadAllBytes(At("a", "samples.npy")), File.ReadAllBytes(At("b", "samples.npy")));
        Assert.NotEqual(File.ReadAllBytes(At("a", "samples.npy")), File.ReadAllBytes(At("c", "samples.npy")));
    }

    [Fact]
    public void Json_is_the_only_output_and_equals_the_file()
    {
        Transcript run = Train("run", "--json");

        Assert.Equal(File.ReadAllText(At("run", "metrics.json")), run.Output);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("two-bumps", document.RootElement.GetProperty("target").GetString());
        Assert.Equal(2_000, document.RootElement.GetProperty("count").GetInt32());
        Assert.Contains("step 50/50", run.Error);
    }

    [Fact]
    public void A_divergence_exits_with_its_own_code_and_still_reports()
    {
        Transcript run = Run("train", "two-bumps", "--method", "explodes", "--out", "run");

        Assert.Equal(ExitCode.Diverged, run.Code);
        Assert.Contains("Diverged at step 25 of 40;", run.Output);
        Assert.Contains("Verdict: red.", run.Output);
        Assert.Contains("diverged at step 25", File.ReadAllText(At("run", "report.html")));
        Assert.False(File.Exists(At("run", "samples.npy")));
        Assert.False(File.Exists(At("run", "checkpoint.safetensors")));
    }

    [Theory]
    [InlineData("10", ExitCode.Findings)]
    [InlineData("30", ExitCode.Done)]
    public void Strict_turns_findings_into_an_exit_code(string steps, int code) => Assert.Equal(code, Train("run", "--steps", steps, "--strict").Code);

    [Fact]
    public void A_fixed_number_of_steps_cannot_be_changed()
    {
        Transcript run = Run("train", "two-bumps", "--method", "explodes", "--steps", "10");

        Assert.StartsWith("error: The number of steps of 'explodes' is fixed by its preset. Leave --steps out.\n", run.Error);
    }

    [Fact]
    public void A_language_with_decimal_commas_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = ".";
        Train("points", "--option", "distance=1.5");
        Transcript run;
        try
        {
            CultureInfo.CurrentCulture = commas;
            run = Train("commas", "--option", "distance=1.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(ExitCode.Done, run.Code);
        foreach (string file in new[] { "history.csv", "metrics.json", "samples.npy", "checkpoint.safetensors", "report.html", "report.md", "run.json" })
        {
            Assert.Equal(File.ReadAllBytes(At("points", file)), File.ReadAllBytes(At("commas", file)));
        }
    }

    [Theory]
    [InlineData("Target.FromEnergy(2, x => Log(x[0]) + x[1])", "The energy is")]
    [InlineData("Target.FromEnergy(2, x => 0.0 * x[0] + 1)", "error: Target 'custom'")]
    public void An_energy_that_cannot_be_trained_on_is_refused_before_the_first_step(string energy, string complaint)
    {
        File.WriteAllText(At("broken.cs"), energy);

        Transcript refused = Run("train", "broken.cs", "--method", "mean-field", "--out", "run");

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains(complaint, refused.Error);
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public void A_data_file_is_part_of_the_run()
    {
        File.WriteAllText(At("data.csv"), "1\n2\n");

        Transcript missing = Run("train", "needs-data", "--method", "mean-field");
        Transcript trained = Run("train", "needs-data", "--data", "data.csv", "--method", "mean-field", "--preset", "quick", "--out", "run");
        File.WriteAllText(At("data.csv"), "1\n3\n");
        Transcript evaluated = Run("evaluate", "run");

        Assert.StartsWith("error: 'needs-data' needs --data FILE.\n", missing.Error);
        Assert.Equal(ExitCode.Done, trained.Code);
        Assert.Contains("--data data.csv", File.ReadAllText(At("run", "run.json")));
        Assert.Equal(ExitCode.Usage, evaluated.Code);
        Assert.StartsWith($"error: '{At("data.csv")}' has changed since this run was made.", evaluated.Error);
    }
}
