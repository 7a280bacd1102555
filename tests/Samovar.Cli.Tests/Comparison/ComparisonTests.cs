using System.Globalization;
using Samovar.Cli.Bench;
using Samovar.Cli.Comparison;
using Samovar.Runs;

namespace Samovar.Cli.Tests.Comparison;

public sealed class ComparisonTests
{
    private static readonly MachineFacts Machine = new("0.1.0", "runtime", "processor", 1);

    [Fact]
    public void Runs_that_differ_by_their_seed_share_a_row()
    {
        MethodGrid grid = Grid(Trained(1, 0.1), Trained(2, 0.2), Trained(3, 0.3), Tempered(1, 0.1));

        Assert.Equal([("mog", "dikl", 3), ("mog", "pt", 1)], grid.Rows.Select(row => (row.Target, row.Method, row.Runs.Count)));
        Assert.Equal(0.2, grid.Rows[0].Metric("energy-tv")!.Mean, 12);
        Assert.Empty(grid.Notes);
    }

    [Fact]
    public void Runs_of_other_settings_draws_or_versions_have_rows_of_their_own_and_it_is_said()
    {
        ComparedRun other = Trained(2, 0.2);
        MethodGrid grid = Grid(
            Trained(1, 0.1),
            other with { Name = "b", Results = other.Results with { Count = 500 } },
            other with { Name = "c", Manifest = other.Manifest with { Machine = Machine with { Version = "0.2.0" } } },
            other with { Name = "d", Manifest = other.Manifest with { Plan = other.Plan with { Preset = "default" } } });

        Assert.Equal(4, grid.Rows.Count);
        Assert.Contains("dikl (quick, 500 draws measured, version 0.1.0)", grid.Rows.Select(row => row.Method));
        Assert.Contains(grid.Notes, note => note.StartsWith("Metrics were measured on 1000 and on 500 draws", StringComparison.Ordinal));
        Assert.Contains(grid.Notes, note => note.StartsWith("The runs were made by versions 0.1.0 and 0.2.0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_repeated_with_its_seed_is_told()
    {
        ComparedRun once = Trained(1, 0.1);

        Assert.Contains("'run' and 'again' are the same run of seed 1", Assert.Single(Grid(once, once with { Name = "again" }).Notes));
    }

    [Fact]
    public void Other_machines_are_told()
    {
        ComparedRun other = Trained(2, 0.1);

        Assert.Contains("their seconds do not compare", Assert.Single(Grid(Trained(1, 0.1), other with { Manifest = other.Manifest with { Machine = Machine with { Threads = 8 } } }).Notes));
    }

    [Fact]
    public void The_check_of_seeds_sees_the_runs_of_a_row()
    {
        RunCollection found = new([Trained(1, 0.1), Trained(2, 0.9), Tempered(1, 0.1)], [], []);

        MethodGrid grid = MethodGrid.Of(found, runs => runs.Count > 1 ? [new Finding(Severity.Red, "seeds", $"{runs.Count} seeds disagree.", "Train longer.")] : []);

        Assert.Equal(["2 seeds disagree."], grid.Rows.SelectMany(row => row.Disagreements).Select(finding => finding.Message));
    }

    /// <summary>Training costs 10,000 evaluations and drawing none; pt spent 20,000, of them 2,000 before drawing, on 90 effective draws: 200 each. 8,000 / 200 = 40.</summary>
    [Fact]
    public void Training_is_paid_back_after_as_many_draws_as_one_counts_by_hand()
    {
        PayBack pair = Assert.Single(PayBack.Of(Grid(Trained(1, 0.10), Tempered(1, 0.08)), null));

        Assert.Equal(new BreakEven.After(40), pair.InEvaluations.Number);
        // 5 s of training and 0.001 s a draw, against 0.2 s of warm-up and 1.8 s for 90 draws: 4.8 / (0.02 − 0.001) = 252.6.
        Assert.Equal(new BreakEven.After(253), pair.InSeconds.Number);
    }

    /// <summary>Seeds of pt have 80, 90 and 100 effective draws, so one costs it 18,000 / 90 = 200 ± 4.303 · 22.2 / √3; against 8,000 more before the first draw, that is 31 to 56 draws.</summary>
    [Fact]
    public void What_seeds_leave_open_stands_beside_the_count()
    {
        MethodGrid grid = Grid([.. Enumerable.Range(1, 3).SelectMany(seed => new[] { Trained((ulong)seed, 0.10), Tempered((ulong)seed, 0.08, 70 + (10 * seed)) })]);

        Assert.Equal("from 40 draws on (31 to 56)", Assert.Single(PayBack.Of(grid, null)).InEvaluations.Words);
        Assert.Contains("mog,dikl,break-even-evaluations:pt,3,0,40,,,,,1000,12000,,31,56,\n", ComparisonCsv.Of(grid, null));
        Assert.Contains("<td class=\"words\">from 40 draws on (31 to 56)</td>", ComparisonPage.Html("board", ComparisonTable.Of(grid, [], null), [], "samovar compare runs"));
    }

    [Fact]
    public void Equal_evaluations_and_equal_time_have_tables_of_their_own_and_each_says_which_it_is()
    {
        RunBudget time = new(null, 30);
        MethodGrid grid = Grid(Trained(1, 0.10), Tempered(1, 0.08), Given(Trained(1, 0.09), time), Given(Tempered(1, 0.07), time));

        IReadOnlyList<ComparisonTable> tables = ComparisonTable.Of(grid, [], null);

        Assert.Equal(["mog, 12 000 evaluations", "mog, 30.0 s", "Break-even"], tables.Select(table => table.Title));
        Assert.Equal("Equal evaluations: each run may spend 12 000 evaluations; seconds are what that took.", tables[0].Caption);
        Assert.Equal("Equal wall time: each run may spend 30.0 s; evaluations are what that bought.", tables[1].Caption);
        Assert.Equal(["dikl", "pt", "exact draws"], tables[1].Rows.Select(row => row[0].Text));
        Assert.Equal(["mog, 12 000 evaluations", "mog, 30.0 s"], tables[2].Rows.Select(row => row[0].Text));
    }

    [Fact]
    public void What_is_not_equal_is_said()
    {
        static string Caption(params ComparedRun[] runs) => ComparisonTable.Of(Grid(runs), [], null)[0].Caption;

        Assert.StartsWith("Each run ends at 12 000 evaluations or 30.0 s, whichever is spent first", Caption(Given(Trained(1, 0.1), new RunBudget(12_000, 30)), Given(Tempered(1, 0.1), new RunBudget(12_000, 30))));
        Assert.StartsWith("Nothing is equal here: some runs had a budget", Caption(Trained(1, 0.1), Given(Tempered(1, 0.1), null)));
        Assert.StartsWith("Nothing is equal here: no run had a budget", Caption(Given(Trained(1, 0.1), null), Given(Tempered(1, 0.1), null)));
        Assert.Empty(Caption(Given(Trained(1, 0.1), null)));
    }

    [Fact]
    public void A_cell_that_failed_stands_in_the_table_of_its_suite()
    {
        ComparedRun slow = Given(Trained(1, 0.09), new RunBudget(null, 30));
        ComparedRun cell = slow with { Manifest = slow.Manifest with { Cell = new RunCell("slow", "mog", "dikl", "digest") } };

        MethodGrid grid = MethodGrid.Of(new RunCollection([Trained(1, 0.1), cell], [new FailedCell("mog", "smc", 1, "It broke.") { Suite = "slow" }], []), _ => []);

        Assert.Equal("mog, 30.0 s", Assert.Single(grid.Rows, row => row.Method == "smc").Board);
    }

    [Fact]
    public void What_was_not_asked_for_is_as_the_suites_say()
    {
        SuiteView view = new("one", ["energy-tv"], "energy-tv");
        RunCollection found = new([Trained(1, 0.1)], [], []) { Views = [view] };

        Leaderboard board = Leaderboard.Of(found, [], null);
        Leaderboard asked = Leaderboard.Of(found, ["seconds"], "mode-weight-tv");
        Leaderboard torn = Leaderboard.Of(found with { Views = [view, new SuiteView("two", ["mode-entropy", "energy-tv"], "mode-weight-tv")] }, [], null);

        Assert.Equal("energy-tv by energy-tv", $"{string.Join(',', board.Metrics)} by {board.Quality}");
        Assert.Equal("seconds by mode-weight-tv", $"{string.Join(',', asked.Metrics)} by {asked.Quality}");
        Assert.Equal("energy-tv,mode-entropy by ", $"{string.Join(',', torn.Metrics)} by {torn.Quality}");
        Assert.Contains("(energy-tv, mode-weight-tv), so the usual ones do", Assert.Single(torn.Notes));
    }

    [Fact]
    public void Worse_draws_by_more_than_the_floor_pay_nothing_back()
    {
        PayBack pair = Assert.Single(PayBack.Of(Grid(Trained(1, 0.14), Tempered(1, 0.08)), null));

        Assert.Contains("its energy-tv of 0.1400 is worse than 0.0800 by more than the floor of 0.0500", Assert.IsType<BreakEven.NotApplicable>(pair.InSeconds.Number).Reason);
    }

    [Fact]
    public void A_run_of_an_earlier_version_does_not_tell_what_a_draw_costs()
    {
        ComparedRun old = Trained(1, 0.1);

        PayBack pair = Assert.Single(PayBack.Of(Grid(old with { Results = old.Results with { Drawing = null } }, Tempered(1, 0.08)), null));

        Assert.Contains("samovar evaluate", Assert.IsType<BreakEven.NotApplicable>(pair.InEvaluations.Number).Reason);
    }

    [Theory]
    [InlineData(".")]
    [InlineData(",")]
    public void The_text_is_the_same_in_every_culture(string separator)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = separator;
            CultureInfo.CurrentCulture = culture;
            MethodGrid grid = MethodGrid.Of(
                new RunCollection([Trained(1, 0.1), Trained(2, 0.12), Tempered(1, 0.08)], [new FailedCell("mog", "smc", 1, "It | broke.")], ["A note."]), _ => []);

            Assert.Equal(
                """
                Each number is the mean over n seeds ± the half-width of its 95 % interval (Student's t); bold marks the best mean and those within its interval. Evaluations are energies and scores together, warm-up included. Exact draws of the same number get the values of the last row, ± their standard error.

                ## mog

                Equal evaluations: each run may spend 12 000 evaluations; seconds are what that took.

                | method | n | energy-tv ↓ | evaluations | of budget | seconds | verdicts |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                | dikl | 2 | 0.1100 ± 0.1271 | 10 000 | 83 % | 5.0 s | 2 red |
                | pt | 1 | **0.0800** | 20 000 | 167 % | 2.0 s | green |
                | smc | 0 of 1 | – | – | – | – | 1 failed |
                | exact draws | – | 0.0500 ± 0.0020 | – | – | – | – |

                ## Break-even

                Draws from which on training is paid back: a trained sampler's draws are independent and cost what one more draw costs; the rival's cost what an effective draw cost it after its warm-up. Counted from means over seeds; in brackets the 95 % interval that the scatter between seeds leaves (Fieller's), and none where a method has one seed.

                | target | method | against | in evaluations | in seconds |
                | --- | ---: | ---: | ---: | ---: |
                | mog | dikl | pt | from 40 draws on | from 253 draws on |

                Notes:

                - A note.

                """,
                ComparisonText.Markdown(ComparisonTable.Of(grid, [], null), grid.Notes));
            Assert.Equal(
                """
                target,method,quantity,n,failed,mean,half-width-95,lowest,highest,floor,draws,budget-evaluations,budget-seconds,low-95,high-95,floor-error
                mog,pt,energy-tv,1,0,0.08,,0.08,0.08,0.05,1000,12000,,,,0.002
                mog,pt,energy-evaluations,1,0,10000,,10000,10000,,1000,12000,,,,
                mog,pt,score-evaluations,1,0,10000,,10000,10000,,1000,12000,,,,
                mog,pt,seconds,1,0,2,,2,2,,1000,12000,,,,
                mog,smc,failed,0,1,,,,,,,,,,,

                """,
                string.Concat(ComparisonCsv.Of(grid, null).Split('\n').Where(line => !line.Contains("dikl", StringComparison.Ordinal)).SkipLast(1).Select(line => line + "\n")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Words_around_the_marks_stay()
    {
        string first = ComparisonText.Within("# Mine\n\nWords.\n\n<!-- comparison: begin -->\nold\n<!-- comparison: end -->\n\nMore words.\n", "new\n", "samovar compare runs");

        Assert.Equal("# Mine\n\nWords.\n\n<!-- comparison: begin -->\n\nMade by `samovar compare runs`.\n\nnew\n\n<!-- comparison: end -->\n\nMore words.\n", first);
        Assert.StartsWith("# Comparison\n", ComparisonText.Within(null, "new\n", "c"));
    }

    [Fact]
    public void The_page_needs_nothing_else_and_escapes_what_it_shows()
    {
        MethodGrid grid = Grid(Trained(1, 0.1), Tempered(1, 0.08));

        string page = ComparisonPage.Html("<board>", ComparisonTable.Of(grid, [], null), ["<note>"], "samovar compare runs");

        Assert.Contains("&lt;board&gt;", page);
        Assert.Contains("<li>&lt;note&gt;</li>", page);
        Assert.Contains("<th scope=\"col\" class=\"number\">energy-tv ↓</th>", page);
        Assert.DoesNotContain("http://", page);
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain("<script", page);
    }

    private static ComparedRun Given(ComparedRun run, RunBudget? budget) => run with { Manifest = run.Manifest with { Plan = run.Plan with { Budget = budget } } };

    private static MethodGrid Grid(params ComparedRun[] runs) => MethodGrid.Of(new RunCollection(runs, [], []), _ => []);

    private static ComparedRun Trained(ulong seed, double quality)
    {
        RunPlan plan = new("mog", new Dictionary<string, string>(), "dikl", "quick", seed, 100) { Budget = new RunBudget(12_000) };
        RunResults results = new("mog", "dikl", seed, 1_000, 5, new EvaluationCost(5_000, 5_000), [new Measurement.Measured("energy-tv", quality, 0.01, 0.05) { FloorError = 0.002 }],
            [new Finding(Severity.Red, "check", "Bad.", "Mend.")])
        {
            Drawing = new DrawingCost(1_000, EvaluationCost.None, 1),
        };
        return new ComparedRun("run", new RunManifest(plan, Machine, new Dictionary<string, RunInput>(), "samovar train"), results);
    }

    private static ComparedRun Tempered(ulong seed, double quality, double effective = 90)
    {
        RunPlan plan = new("mog", new Dictionary<string, string>(), "pt", string.Empty, seed, 0) { Draws = 1_000, Budget = new RunBudget(12_000) };
        RunResults results = new("mog", "pt", seed, 1_000, 2, new EvaluationCost(10_000, 10_000), [new Measurement.Measured("energy-tv", quality, 0.01, 0.05) { FloorError = 0.002 }], [])
        {
            Diagnostics = [new Diagnostic("warm-up-evaluations", 2_000, "before"), new Diagnostic("bulk-ess", effective, "effective draws")],
        };
        return new ComparedRun("pt", new RunManifest(plan, Machine, new Dictionary<string, RunInput>(), "samovar sample"), results);
    }
}
