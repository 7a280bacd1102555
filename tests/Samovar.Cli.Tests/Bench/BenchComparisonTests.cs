using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Bench;

public sealed class BenchComparisonTests : CommandFixture
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
    public void A_comparison_of_the_folder_shows_what_the_suite_shows()
    {
        Bench(Grid + "\nshow: [mean-distance]\nquality: mean-distance");

        Transcript compared = Run("compare", "runs/grid");

        Assert.Matches(@"method +n +mean-distance ↓ +evaluations", compared.Output);
        Assert.Matches(@"mean-field +2 ", compared.Output);
    }

    [Fact]
    public void One_command_line_makes_the_leaderboard_and_makes_it_again_from_finished_cells()
    {
        Transcript early = Bench(Grid, "--markdown", "nowhere/board.md");
        Transcript bench = Bench(Grid + "\nshow: [mean-distance]", "--markdown", "board.md", "--csv", "board.csv", "--html", "board.html");
        string board = File.ReadAllText(At("board.md"));
        Transcript again = Bench(Grid + "\nshow: [mean-distance]", "--markdown", "board.md");

        Assert.Equal(ExitCode.Usage, early.Code);
        Assert.StartsWith("error: 'nowhere/board.md' cannot be written: there is no folder 'nowhere'.", early.Error);
        Assert.Equal(ExitCode.Done, bench.Code);
        Assert.Contains("Made by `samovar compare runs/grid --markdown board.md`.", board);
        Assert.Contains("| mean-field | 2 | ", board);
        Assert.Contains("Written  board.html", bench.Output);
        Assert.Contains("4 cells, 0 to run.", again.Output);
        Assert.Equal(board, File.ReadAllText(At("board.md")));
    }

    [Fact]
    public void A_damaged_view_of_a_suite_is_told_and_the_runs_compared_all_the_same()
    {
        Bench(Grid);
        File.WriteAllText(At("runs", "grid", "suite.json"), "[]");

        Transcript compared = Run("compare", "runs/grid", "--over-seeds");

        Assert.Equal(ExitCode.Done, compared.Code);
        Assert.Contains("suite.json' does not say how to compare the runs of a suite", compared.Output);
        Assert.Matches(@"mean-field +2 ", compared.Output);
    }

    private Transcript Bench(string suite, params string[] more)
    {
        File.WriteAllText(At("grid.yaml"), suite);
        return Run(["bench", "grid.yaml", .. more]);
    }
}
