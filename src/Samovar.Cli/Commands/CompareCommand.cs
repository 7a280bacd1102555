using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Comparison;
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

    private readonly Option<bool> overSeeds = new("--over-seeds") { Description = "One row per target and method, with means over seeds; so it is for the runs of a suite, for more than six runs, with --quality and in files." };
    private readonly Option<string?> metrics = SharedOptions.Text("--metrics", "NAMES", "Metrics to show, with commas between them. Default: those of the suite, or the usual ones; of up to six runs in columns all.");
    private readonly Option<string?> quality = SharedOptions.Text("--quality", "NAME", "The one metric that decides whether draws are good enough to count when training is paid back, instead of several. Default: that of the suite.");
    private readonly ComparisonFiles files = new();
    private readonly Option<bool> json = SharedOptions.Json();

    internal CompareCommand()
    {
        Syntax.Add(runs);
        foreach (Option option in (Option[])[overSeeds, metrics, quality, .. files.Options, json])
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
        files.AddProblems(arguments, host, problems);
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
        bool gathers = files.Any(arguments) || arguments.GetValue(overSeeds) || arguments.GetValue(quality) is not null || found.Views.Count > 0 || found.Failed.Count > 0 || found.Runs.Count > MostColumns;
        if (!gathers)
        {
            console.Write(RunColumns.Of(found.Runs, shown));
            found.Notes.ToList().ForEach(host.Output.WriteLine);
            return ExitCode.Done;
        }

        Leaderboard board = Leaderboard.Of(found, shown, arguments.GetValue(quality));
        ComparisonConsole.Write(console, board.Tables, board.Grid);
        files.Save(arguments, host, board, Again(arguments));
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

    /// <summary>The command line that makes the same comparison, files left out.</summary>
    private string Again(ParseResult arguments) => string.Concat(
        "samovar compare ",
        string.Join(' ', (arguments.GetValue(runs) ?? []).Select(Phrases.Word)),
        arguments.GetValue(metrics) is { } names ? $" --metrics {Phrases.Word(names)}" : string.Empty,
        arguments.GetValue(quality) is { } decider ? $" --quality {decider}" : string.Empty);
}
