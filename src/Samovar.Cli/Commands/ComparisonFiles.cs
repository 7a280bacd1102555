using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Comparison;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>The files that a comparison can be written to, as options of a command.</summary>
internal sealed class ComparisonFiles
{
    private readonly Option<string?> markdown = SharedOptions.Text("--markdown", "FILE", $"Write Markdown; of a file with '{ComparisonText.Begin}' and '{ComparisonText.End}' only what is between.");
    private readonly Option<string?> csv = SharedOptions.Text("--csv", "FILE", "Write a line per row and quantity, with intervals and ranges.");
    private readonly Option<string?> html = SharedOptions.Text("--html", "FILE", "Write one page that needs nothing else.");

    /// <summary>The options.</summary>
    internal IReadOnlyList<Option> Options => [markdown, csv, html];

    /// <summary>True if any file is wanted.</summary>
    internal bool Any(ParseResult arguments) => Wanted(arguments).Any();

    /// <summary>Finds what would keep the files from being written, before there is anything to write.</summary>
    internal void AddProblems(ParseResult arguments, Host host, Problems problems)
    {
        foreach (string path in Wanted(arguments).Select(host.FullPath))
        {
            if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            {
                problems.Add($"'{host.ShortPath(path)}' cannot be written: there is no folder '{host.ShortPath(folder)}'. Make it, or choose another place.");
            }
        }
    }

    /// <summary>Writes those that are wanted.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="host">Where the command runs.</param>
    /// <param name="board">The comparison.</param>
    /// <param name="command">The command line that makes it, files left out.</param>
    internal void Save(ParseResult arguments, Host host, Leaderboard board, string command)
    {
        if (arguments.GetValue(markdown) is { } markdownFile)
        {
            string path = host.FullPath(markdownFile);
            string? present = File.Exists(path) ? File.ReadAllText(path) : null;
            Write(host, path, ComparisonText.Within(present, ComparisonText.Markdown(board.Tables, board.Notes), $"{command} --markdown {Phrases.Word(markdownFile)}"));
        }

        if (arguments.GetValue(csv) is { } csvFile)
        {
            Write(host, host.FullPath(csvFile), ComparisonCsv.Of(board.Grid, board.Quality));
        }

        if (arguments.GetValue(html) is { } htmlFile)
        {
            string title = board.Grid.Rows.Select(row => row.Suite).FirstOrDefault(suite => suite is not null) ?? "Comparison";
            Write(host, host.FullPath(htmlFile), ComparisonPage.Html(title, board.Tables, board.Notes, $"{command} --html {Phrases.Word(htmlFile)}"));
        }
    }

    private IEnumerable<string> Wanted(ParseResult arguments) => new[] { markdown, csv, html }.Select(option => arguments.GetValue(option)).OfType<string>();

    private static void Write(Host host, string path, string text)
    {
        AtomicFile.WriteText(path, text);
        host.Output.WriteLine($"Written  {host.ShortPath(path)}");
    }
}
