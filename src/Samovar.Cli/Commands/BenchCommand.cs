using System.CommandLine;
using Samovar.Cli.Bench;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Comparison;
using Samovar.Compute.Threading;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Runs a declared grid of methods, targets and seeds.</summary>
internal sealed class BenchCommand : ICommand
{
    private readonly Argument<string?> file = new("SUITE") { Description = "Suite file (.yaml): targets, methods, seeds, budget.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> folder = SharedOptions.Text("--out", "DIR", "Folder of the runs. Default: runs/NAME, by the suite's name.");
    private readonly Option<string[]> only = new("--only")
    {
        HelpName = "AXIS=VALUE",
        Description = "Only some cells: target=mog40, method=pt,smc or seed=1; may be given several times.",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "List the cells and what they may cost; run nothing." };
    private readonly Option<bool> again = new("--retry") { Description = "Run cells anew that failed before." };
    private readonly Option<bool> replace = new("--replace") { Description = "Remove runs of this suite that were made for another definition of their cell, and run the cells anew." };
    private readonly Option<string?> threads = SharedOptions.Text("--threads", "N", "Threads to compute with. Default: one per processor. Results do not depend on it, but times do.");
    private readonly ComparisonFiles files = new();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    internal BenchCommand()
    {
        Syntax.Add(file);
        foreach (Option option in (Option[])[folder, only, dryRun, again, replace, threads, .. files.Options, quiet])
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("bench", "Run a grid of methods, targets and seeds at equal cost; goes on where it was interrupted and repeats no finished run.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        if (Values.Whole("--threads", arguments.GetValue(threads), (1, 1024), null, problems) is { } chosen)
        {
            WorkerPool.Configure(chosen);
        }

        IdeaCatalogue catalogue = new(host.Assemblies);
        if (Suite(arguments.GetValue(file), host, catalogue, problems) is not { } suite)
        {
            return ExitCode.Usage;
        }

        CellFilter filter = CellFilter.Of(arguments.GetValue(only) ?? [], suite, problems);
        string root = host.FullPath(arguments.GetValue(folder) ?? Path.Combine("runs", suite.Name));
        CellFolder[] cells = [.. suite.Cells().Where(filter.Admits).Select(cell => CellFolder.Of(cell, root, host.Folder))];
        AddForeign(cells, arguments.GetValue(replace), problems);
        files.AddProblems(arguments, host, problems);
        if (problems.Any)
        {
            return ExitCode.Usage;
        }

        if (arguments.GetValue(dryRun))
        {
            host.Console(host.Output).Write(Listing(cells, suite));
            host.Output.WriteLine(CellCosts.Sentence(cells, suite));
            return ExitCode.Done;
        }

        using BenchLock? mine = BenchLock.Take(root, problems);
        return mine is null ? ExitCode.Usage : Go(arguments, host, problems, (catalogue, suite, cells, root));
    }

    private int Go(ParseResult arguments, Host host, Problems problems, (IdeaCatalogue Catalogue, BenchSuite Suite, CellFolder[] Cells, string Root) grid)
    {
        bool retry = arguments.GetValue(again);
        foreach (CellFolder cell in grid.Cells.Where(cell => cell.State == CellState.Foreign || (retry && cell.State == CellState.Failed)))
        {
            cell.Clear();
        }

        SuiteView.Of(grid.Suite).Save(grid.Root);
        CellFolder[] present = [.. grid.Cells.Select(cell => CellFolder.Of(cell.Cell, grid.Root, host.Folder))];
        TextWriter talk = arguments.GetValue(quiet) ? TextWriter.Null : host.Output;
        talk.WriteLine($"Suite {grid.Suite.Name}: {CellCosts.Sentence(present, grid.Suite)}");
        int code = new BenchRun(grid.Catalogue, host, talk, arguments.GetValue(threads)).Run(present);
        if (code != ExitCode.Cancelled)
        {
            string compare = $"samovar compare {Phrases.Word(host.ShortPath(grid.Root))}";
            talk.WriteLine($"Compare  {compare}");
            if (files.Any(arguments))
            {
                files.Save(arguments, host, Leaderboard.Of(new RunSurvey(host, problems).Of([grid.Root]), [], null), compare);
            }
        }

        return code;
    }

    private static BenchSuite? Suite(string? path, Host host, IdeaCatalogue catalogue, Problems problems)
    {
        if (path is null)
        {
            problems.Add("Which suite? Name a file such as bench/suites/leaderboard.yaml.");
            return null;
        }

        string full = host.FullPath(path);
        if (!File.Exists(full))
        {
            problems.Add($"There is no suite '{path}'. Name a file such as bench/suites/leaderboard.yaml.");
            return null;
        }

        if (new SuiteReader(problems).Read(File.ReadAllText(full), path) is not { } suite)
        {
            return null;
        }

        new SuiteCheck(catalogue, host, problems).Examine(suite, new Place(path, 1, 1));
        return problems.Any ? null : suite;
    }

    private static void AddForeign(CellFolder[] cells, bool replace, Problems problems)
    {
        foreach (CellFolder cell in cells.Where(cell => cell.State == CellState.Foreign && !(replace && cell.IsOfSuite)))
        {
            problems.Add($"{cell.Reason} {(cell.IsOfSuite ? "Let --replace remove it, or choose another folder with --out." : "Choose another folder with --out, or move it away.")}");
        }
    }

    private static Table Listing(CellFolder[] cells, BenchSuite suite)
    {
        Table table = ResultTables.Plain("target", "method", "settings", "seed", "budget", "state");
        foreach (CellFolder place in cells)
        {
            BenchCell cell = place.Cell;
            string settings = string.Join(", ", new[] { cell.Method.Preset, cell.Method.Steps is null ? null : $"{cell.Method.Steps} steps" }
                .Concat(cell.Method.Options.Select(option => $"{option.Key} {option.Value}")).OfType<string>().DefaultIfEmpty("–"));
            ResultTables.AddRow(table, cell.Target.Label, cell.Method.Label, settings, $"{cell.Seed}", CellCosts.Budget(suite), place.State switch
            {
                CellState.Missing => "to run",
                CellState.Started => "to go on with",
                CellState.Failed => "failed before",
                CellState.Foreign => "to replace",
                _ => "done",
            });
        }

        return table;
    }
}
