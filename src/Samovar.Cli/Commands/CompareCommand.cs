using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Comparison;
using Samovar.Runs;
using Samovar.Verdicts;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Puts several runs side by side, trained samplers and classical ones alike.</summary>
internal sealed class CompareCommand : ICommand
{
    /// <summary>Up to here each run has a column of its own.</summary>
    private const int MostColumns = 6;

    private readonly Argument<string[]> runs = new("RUN|DIR")
    {
        Description = "Folders of runs, or folders that hold runs.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> overSeeds = new("--over-seeds") { Description = "One row per target and method, with means over seeds; so it is for more than six runs and in files." };
    private readonly Option<string?> metrics = SharedOptions.Text("--metrics", "NAMES", "Metrics to show in rows, with commas between them.");
    private readonly Option<string?> quality = SharedOptions.Text("--quality", "NAME", "The one metric that decides whether draws are good enough to count when training is paid back, instead of several.");
    private readonly Option<string?> markdown = SharedOptions.Text("--markdown", "FILE", $"Write Markdown; of a file with '{ComparisonText.Begin}' and '{ComparisonText.End}' only what is between.");
    private readonly Option<string?> csv = SharedOptions.Text("--csv", "FILE", "Write a line per row and quantity, with intervals and ranges.");
    private readonly Option<string?> html = SharedOptions.Text("--html", "FILE", "Write one page that needs nothing else.");
    private readonly Option<bool> json = SharedOptions.Json();

    internal CompareCommand()
    {
        Syntax.Add(runs);
        foreach (Option option in new Option[] { overSeeds, metrics, quality, markdown, csv, html, json })
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("compare", "One table of several runs, trained or drawn directly: quality, log Z, evaluations of the target, seconds; and when training is paid back.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        string[] given = arguments.GetValue(runs) ?? [];
        if (given.Length == 0)
        {
            problems.Add("Which runs? Name their folders, or one folder that holds runs, such as 'runs'.");
        }

        RunCollection found = new RunSurvey(host, problems).Of(given);
        string[] shown = [.. (arguments.GetValue(metrics) ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        AddUnknown(found.Runs, [.. shown, .. arguments.GetValue(quality) is { } decider ? new[] { decider } : []], problems);
        if (problems.Any)
        {
            return ExitCode.Usage;
        }

        if (arguments.GetValue(json))
        {
            host.Output.WriteLine($"[{string.Join(",\n", found.Runs.Select(run => run.Results.ToJson().TrimEnd()))}]");
            return ExitCode.Done;
        }

        IAnsiConsole console = host.Console(host.Output);
        string?[] files = [arguments.GetValue(markdown), arguments.GetValue(csv), arguments.GetValue(html)];
        if (files.All(file => file is null) && !arguments.GetValue(overSeeds) && found.Runs.Count <= MostColumns && found.Failed.Count == 0)
        {
            console.Write(RunColumns.Of(found.Runs));
            found.Notes.ToList().ForEach(host.Output.WriteLine);
            return ExitCode.Done;
        }

        MethodGrid grid = MethodGrid.Of(found, SeedAgreement.Examine);
        IReadOnlyList<ComparisonTable> tables = ComparisonTable.Of(grid, shown, arguments.GetValue(quality));
        ComparisonConsole.Write(console, tables, grid);
        Save(host, arguments, grid, tables);
        return ExitCode.Done;
    }

    private static void AddUnknown(IReadOnlyList<ComparedRun> found, string[] wanted, Problems problems)
    {
        string[] known = [.. found.SelectMany(run => run.Results.Measurements).Select(metric => metric.Name).Distinct(StringComparer.Ordinal)];
        foreach (string unknown in wanted.Where(name => known.Length > 0 && !known.Contains(name)))
        {
            problems.Add(NearestName.Sentence("metric", unknown, known));
        }
    }

    private void Save(Host host, ParseResult arguments, MethodGrid grid, IReadOnlyList<ComparisonTable> tables)
    {
        string command = string.Concat(
            "samovar compare ",
            string.Join(' ', (arguments.GetValue(runs) ?? []).Select(Phrases.Word)),
            arguments.GetValue(metrics) is { } names ? $" --metrics {Phrases.Word(names)}" : string.Empty,
            arguments.GetValue(quality) is { } decider ? $" --quality {decider}" : string.Empty);
        if (arguments.GetValue(markdown) is { } markdownFile)
        {
            string path = host.FullPath(markdownFile);
            string? present = File.Exists(path) ? File.ReadAllText(path) : null;
            Write(host, path, ComparisonText.Within(present, ComparisonText.Markdown(tables, ComparisonConsole.Notes(grid)), $"{command} --markdown {Phrases.Word(markdownFile)}"));
        }

        if (arguments.GetValue(csv) is { } csvFile)
        {
            Write(host, host.FullPath(csvFile), ComparisonCsv.Of(grid, arguments.GetValue(quality)));
        }

        if (arguments.GetValue(html) is { } htmlFile)
        {
            string title = grid.Rows.SelectMany(row => row.Runs).Select(run => run.Manifest.Cell?.Suite).FirstOrDefault() ?? "Comparison";
            Write(host, host.FullPath(htmlFile), ComparisonPage.Html(title, tables, ComparisonConsole.Notes(grid), $"{command} --html {Phrases.Word(htmlFile)}"));
        }
    }

    private static void Write(Host host, string path, string text)
    {
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            throw new ProblemException($"'{host.ShortPath(path)}' cannot be written: there is no folder '{host.ShortPath(folder)}'. Make it, or choose another place.");
        }

        AtomicFile.WriteText(path, text);
        host.Output.WriteLine($"Written  {host.ShortPath(path)}");
    }
}
