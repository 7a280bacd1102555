using Samovar.Cli.Bench;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Bench;

public sealed class BenchCommandTests : CommandFixture
{
    private const string Grid = """
        name: grid
        targets: [two-bumps]
        methods:
          - { method: mean-field, preset: quick }
          - { method: urn, options: { rungs: 4 } }
        seeds: [1, 2]
        draws: 50
        repeats: 2
        """;

    [Fact]
    public void Every_cell_becomes_a_run()
    {
        Transcript bench = Bench(Grid);

        Assert.Equal(string.Empty, bench.Error);
        Assert.Equal(ExitCode.Done, bench.Code);
        Assert.Equal(
            ["two-bumps-mean-field-seed1", "two-bumps-mean-field-seed2", "two-bumps-urn-seed1", "two-bumps-urn-seed2"],
            Directory.GetDirectories(At("runs", "grid")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetDirectories(At("runs", "grid")), folder => Assert.True(File.Exists(Path.Combine(folder, "report.html"))));
        Assert.Contains("Suite grid: 4 cells, 4 to run.", bench.Output);
        Assert.Contains("4/4  two-bumps-urn-seed2", bench.Output);
        Assert.False(File.Exists(At("runs", "grid", ".bench-lock")));
    }

    [Fact]
    public void A_cell_equals_the_run_that_its_own_command_makes()
    {
        Bench(Grid);

        Run("train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--seed", "2", "--out", "alone");

        Assert.Equal(File.ReadAllBytes(At("alone", "checkpoint.safetensors")), File.ReadAllBytes(At("runs", "grid", "two-bumps-mean-field-seed2", "checkpoint.safetensors")));
    }

    [Fact]
    public void Finished_cells_are_not_repeated()
    {
        Bench(Grid);
        Dictionary<string, DateTime> before = Times();

        Transcript again = Bench(Grid);

        Assert.Contains("Suite grid: 4 cells, 0 to run.", again.Output);
        Assert.Equal(ExitCode.Done, again.Code);
        Assert.Equal(before, Times());
    }

    [Fact]
    public void A_cell_stopped_in_its_middle_goes_on_to_the_same_bytes()
    {
        Bench(Grid, "--out", "whole");
        using CancellationTokenSource stop = new();
        TickingClock clock = new(0.001, reading =>
        {
            if (reading == 100)
            {
                stop.Cancel();
            }
        });
        File.WriteAllText(At("grid.yaml"), Grid);

        Transcript stopped = RunWith(clock, stop.Token, "bench", "grid.yaml", "--out", "halves");
        Transcript resumed = Bench(Grid, "--out", "halves");

        Assert.Equal((ExitCode.Cancelled, ExitCode.Done), (stopped.Code, resumed.Code));
        Assert.Equal("Stopped after 0 of 4 cells; nothing is lost. The same command goes on.\n", stopped.Error);
        Assert.Equal(Bytes("whole"), Bytes("halves"));
    }

    [Theory]
    [InlineData("two-bumps-mean-field-seed2", "metrics.json", "samples.npy", "report.html", "report.md")]
    [InlineData("two-bumps-mean-field-seed2", "metrics.json", "samples.npy", "report.html", "report.md", "checkpoint.safetensors", "history.csv")]
    [InlineData("two-bumps-mean-field-seed2", "metrics.json", "samples.npy", "report.html", "report.md", "checkpoint.safetensors", "history.csv", "run.json")]
    [InlineData("two-bumps-urn-seed1", "metrics.json", "report.html", "report.md")]
    [InlineData("two-bumps-urn-seed1", "metrics.json", "report.html", "report.md", "sampling.json")]
    public void A_process_killed_at_any_point_of_a_cell_repeats_no_other_cell_and_comes_to_the_same_bytes(string cell, params string[] missing)
    {
        Bench(Grid);
        Dictionary<string, string> whole = Bytes(Path.Combine("runs", "grid"));
        foreach (string file in missing)
        {
            File.Delete(At("runs", "grid", cell, file));
        }

        File.WriteAllText(At("runs", "grid", cell, "run.json.partial"), "{");
        Dictionary<string, DateTime> before = Times();

        Transcript resumed = Bench(Grid);

        Assert.Equal(ExitCode.Done, resumed.Code);
        Assert.Contains("Suite grid: 4 cells, 1 to run", resumed.Output);
        Assert.Equal(whole, Bytes(Path.Combine("runs", "grid")));
        Assert.Equal(before.Where(pair => !pair.Key.Contains(cell)), Times().Where(pair => !pair.Key.Contains(cell)));
    }

    [Fact]
    public void A_cell_that_fails_is_a_row_and_the_others_go_on()
    {
        const string Failing = "targets: [two-bumps]\nmethods: [{ method: urn, options: { empty: true } }, explodes, { method: mean-field, preset: quick }]\nseeds: [1]\ndraws: 50";

        Transcript bench = Bench(Failing);
        Transcript again = Bench(Failing);
        Transcript retried = Bench(Failing, "--retry");

        Assert.Equal(ExitCode.Diverged, bench.Code);
        Assert.Contains("1/3  two-bumps-urn-seed1", bench.Output);
        Assert.Contains("failed: The urn is empty. Fill it.", bench.Output);
        Assert.Contains("failed: Training diverged.", bench.Output);
        Assert.Contains("3/3  two-bumps-mean-field-seed1", bench.Output);
        Assert.Contains("3 cells, 0 to run, 1 failed before (--retry runs them again).", again.Output);
        Assert.Equal(ExitCode.Diverged, again.Code);
        Assert.Contains("3 cells, 1 to run", retried.Output);
        Transcript compared = Run("compare", "runs/grid");
        Assert.Matches(@"urn +0 of 1 ", compared.Output);
        Assert.Matches(@"explodes +0 of 1 ", compared.Output);
        Assert.Contains("urn on two-bumps, seed 1, failed: The urn is empty. Fill it.", compared.Output);
    }

    [Fact]
    public void A_changed_cell_is_refused_until_it_may_be_replaced_and_the_others_stay()
    {
        Bench(Grid);
        Dictionary<string, DateTime> before = Times();
        string changed = Grid.Replace("rungs: 4", "rungs: 5", StringComparison.Ordinal);

        Transcript refused = Bench(changed);
        Transcript replaced = Bench(changed, "--replace");

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.StartsWith("error: 2 problems; nothing was done.", refused.Error);
        Assert.Contains("was made for another definition of this cell", refused.Error);
        Assert.Contains("Let --replace remove it", refused.Error);
        Assert.Equal(ExitCode.Done, replaced.Code);
        Assert.Contains("4 cells, 2 to run", replaced.Output);
        Assert.Equal(before.Where(pair => pair.Key.Contains("mean-field")), Times().Where(pair => pair.Key.Contains("mean-field")));
        Assert.Contains("\"rungs\": \"5\"", File.ReadAllText(At("runs", "grid", "two-bumps-urn-seed1", "run.json")));
    }

    [Fact]
    public void A_run_that_no_suite_made_is_never_removed()
    {
        Train("runs/grid/two-bumps-mean-field-seed1");

        Transcript refused = Bench(Grid, "--replace");

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains("holds a run that no suite made. Choose another folder with --out, or move it away.", refused.Error);
        Assert.True(File.Exists(At("runs", "grid", "two-bumps-mean-field-seed1", "run.json")));
    }

    [Fact]
    public void A_dry_run_lists_cells_and_runs_none()
    {
        Transcript dry = Bench(Grid.Replace("- { method: urn, options: { rungs: 4 } }", string.Empty, StringComparison.Ordinal) + "\nbudget: { evaluations: 3k }", "--dry-run");

        Assert.Equal(ExitCode.Done, dry.Code);
        Assert.Matches(@"two-bumps +mean-field +quick +1 +3 000 evaluations +to run", dry.Output);
        Assert.Contains("2 cells, 2 to run: at most about 6 000 evaluations; trials and measuring come on top.", dry.Output);
        Assert.False(Directory.Exists(At("runs")));
    }

    [Fact]
    public void Only_some_cells_can_be_run()
    {
        Transcript some = Bench(Grid, "--only", "method=urn", "--only", "seed=2");
        Transcript wrong = Bench(Grid, "--only", "method=nuts", "--only", "rows=2");

        Assert.Contains("Suite grid: 1 cells, 1 to run.", some.Output);
        Assert.True(Directory.Exists(At("runs", "grid", "two-bumps-urn-seed2")));
        Assert.Contains("the suite has no method 'nuts'. It has: mean-field, urn.", wrong.Error);
        Assert.Contains("--only is 'rows=2'", wrong.Error);
    }

    [Fact]
    public void Cells_that_cannot_run_are_told_before_the_first_one_runs()
    {
        Transcript bench = Bench(
            """
            targets: [two-bump, { target: two-bumps, options: { dimension: 11 } }]
            methods: [mean-field, { method: urn, preset: quick }, { method: explodes, options: { a: 1 } }, { method: mean-field, preset: fast, label: fast }, nutz]
            budget: { evaluations: 3k }
            show: [mean-distanc]
            """);

        Assert.Equal(ExitCode.Usage, bench.Code);
        Assert.Contains("grid.yaml:1:11: There is no target 'two-bump'. Did you mean 'two-bumps'?", bench.Error);
        Assert.Contains("grid.yaml:2:23: 'urn' draws without training, so it has neither preset nor steps.", bench.Error);
        Assert.Contains("grid.yaml:2:23: 'urn' cannot be told to spend a budget.", bench.Error);
        Assert.Contains("grid.yaml:2:23: Method 'urn' draws in at most 10 dimensions; target 'two-bumps' has 11.", bench.Error);
        Assert.Contains("grid.yaml:2:55: 'explodes' takes no options, but 'a' was given.", bench.Error);
        Assert.Contains("There is no preset 'fast'.", bench.Error);
        Assert.Contains("There is no method 'nutz'.", bench.Error);
        Assert.Contains("There is no metric 'mean-distanc'. Did you mean 'mean-distance'?", bench.Error);
        Assert.False(Directory.Exists(At("runs")));
    }

    [Fact]
    public void Two_processes_do_not_share_a_folder()
    {
        Problems none = new();
        using BenchLock? held = BenchLock.Take(At("runs", "grid"), none);

        Transcript second = Bench(Grid);

        Assert.NotNull(held);
        Assert.Equal(ExitCode.Usage, second.Code);
        Assert.Contains("If another 'samovar bench' is running there, wait for it", second.Error);
    }

    [Fact]
    public void There_must_be_a_suite()
    {
        Assert.StartsWith("error: Which suite?", Run("bench").Error);
        Assert.StartsWith("error: There is no suite 'nowhere.yaml'.", Run("bench", "nowhere.yaml").Error);
    }

    [Theory]
    [InlineData("leaderboard", 6_000_000.0, null, 96)]
    [InlineData("leaderboard-time", null, 10.0, 48)]
    public void The_committed_suites_are_in_order_and_make_one_thing_equal(string name, double? evaluations, double? seconds, int cells)
    {
        string file = $"{name}.yaml";
        File.Copy(Path.Combine(RepositoryFolder(), "bench", "suites", file), At(file));
        Problems problems = new();
        BenchSuite? suite = new SuiteReader(problems).Read(File.ReadAllText(At(file)), file);
        Host host = new(TextWriter.Null, TextWriter.Null) { Folder = Folder };

        new SuiteCheck(new IdeaCatalogue(host.Assemblies), host, problems).Examine(suite!, new Place(file, 1, 1));

        Assert.Empty(problems.Sentences);
        Assert.Equal(cells, suite!.Cells().Count());
        Assert.Equal($"{evaluations} {seconds}", suite.Budget.Canonical);
    }

    private static string RepositoryFolder()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Samovar.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private Transcript Bench(string suite, params string[] more)
    {
        File.WriteAllText(At("grid.yaml"), suite);
        return Run(["bench", "grid.yaml", .. more]);
    }

    private Dictionary<string, DateTime> Times() => Directory.GetFiles(At("runs", "grid"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);

    /// <summary>Files whose bytes do not depend on the clock.</summary>
    private Dictionary<string, string> Bytes(string folder) => Directory.GetFiles(At(folder), "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path) is ".npy" or ".safetensors")
        .ToDictionary(path => Path.GetRelativePath(At(folder), path), path => Convert.ToBase64String(File.ReadAllBytes(path)));
}
