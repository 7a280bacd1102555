using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>A run in a comparison.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Plan">What was asked for.</param>
/// <param name="Results">What was measured.</param>
internal sealed record ComparedRun(string Name, RunPlan Plan, RunResults Results);

/// <summary>Puts several runs side by side, trained samplers and classical ones alike.</summary>
internal sealed class CompareCommand : ICommand
{
    private readonly Argument<string[]> runs = new("RUN")
    {
        Description = "Folders of runs, or one folder that holds runs.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> json = SharedOptions.Json();

    internal CompareCommand()
    {
        Syntax.Add(runs);
        Syntax.Add(json);
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("compare", "One table of several runs, trained or drawn directly: quality, log Z, evaluations of the target, seconds.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        string[] given = arguments.GetValue(runs) ?? [];
        if (given.Length == 0)
        {
            problems.Add("Which runs? Name their folders, or one folder that holds runs, such as 'runs'.");
        }

        List<ComparedRun> found = [];
        foreach (string path in given.SelectMany(folder => Folders(host.FullPath(folder))))
        {
            Add(path, host, found, problems);
        }

        if (problems.Any)
        {
            return ExitCode.Usage;
        }

        if (arguments.GetValue(json))
        {
            host.Output.WriteLine($"[{string.Join(",\n", found.Select(run => run.Results.ToJson().TrimEnd()))}]");
            return ExitCode.Done;
        }

        host.Console(host.Output).Write(Side(found));
        return ExitCode.Done;
    }

    private static string[] Folders(string path)
    {
        static bool IsRun(string folder) => File.Exists(Path.Combine(folder, "run.json"));
        string[] inside = Directory.Exists(path) && !IsRun(path) ? [.. Directory.GetDirectories(path).Where(IsRun).Order(StringComparer.Ordinal)] : [];
        return inside.Length > 0 ? inside : [path];
    }

    private static void Add(string path, Host host, List<ComparedRun> found, Problems problems)
    {
        try
        {
            RunFolder folder = RunFolder.Open(path);
            if (folder.LoadResults() is { } results)
            {
                found.Add(new ComparedRun(host.ShortPath(path), folder.Manifest.Plan, results));
            }
            else
            {
                problems.Add($"'{host.ShortPath(path)}' has no metrics yet. Run: samovar evaluate {Phrases.Word(host.ShortPath(path))}");
            }
        }
        catch (InvalidDataException exception)
        {
            problems.Add(exception);
        }
    }

    private static Table Side(List<ComparedRun> found)
    {
        IEnumerable<Measurement.Measured> measured = found.SelectMany(run => run.Results.Measurements.OfType<Measurement.Measured>());
        string[] metrics = [.. measured.Select(measurement => measurement.Name).Distinct(StringComparer.Ordinal)];
        Table table = ResultTables.Plain(["", .. found.Select(run => Path.GetFileName(run.Name))]);
        ResultTables.AddRow(table, ["method", .. found.Select(run => run.Plan.Method)]);
        ResultTables.AddRow(table, ["verdict", .. found.Select(run => run.Results.Level.ToString().ToLowerInvariant())]);
        foreach (string metric in metrics)
        {
            ResultTables.AddRow(table, [metric, .. found.Select(run => Cell(run.Results, metric))]);
        }

        ResultTables.AddRow(table, ["energy evaluations", .. found.Select(run => Phrases.Count(run.Results.Cost.Energies))]);
        ResultTables.AddRow(table, ["score evaluations", .. found.Select(run => Phrases.Count(run.Results.Cost.Scores))]);
        ResultTables.AddRow(table, ["time", .. found.Select(run => Phrases.Duration(run.Results.Seconds))]);
        ResultTables.AddRow(table, ["draws for it", .. found.Select(run => run.Plan.IsDirect ? Phrases.Count(run.Plan.Draws) : "any number")]);
        return table;
    }

    private static string Cell(RunResults results, string metric) =>
        results.Measurements.FirstOrDefault(measurement => measurement.Name == metric) is Measurement.Measured measured
            ? double.IsNaN(measured.StandardError) ? Phrases.Number(measured.Value)
            : $"{Phrases.Number(measured.Value)} ± {Phrases.Number(measured.StandardError)}"
            : "–";
}
