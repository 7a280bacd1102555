using System.Text.Json;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Bench;

/// <summary>How a suite wants its runs to be compared; kept in their folder, so that a comparison of the folder needs no suite.</summary>
/// <param name="Suite">The suite's name.</param>
/// <param name="Show">Metrics to show, by name; empty for the usual ones.</param>
/// <param name="Quality">The metric that decides whether draws are good enough to count a break-even; null for the usual ones.</param>
internal sealed record SuiteView(string Suite, IReadOnlyList<string> Show, string? Quality)
{
    /// <summary>Name of the file in the folder of the grid.</summary>
    internal const string FileName = "suite.json";

    /// <summary>What a suite says.</summary>
    internal static SuiteView Of(BenchSuite suite) => new(suite.Name, suite.Show, suite.Quality);

    /// <summary>Reads what <see cref="Save"/> wrote; null where there is no such file.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    internal static SuiteView? Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonText.Parse<SuiteView>(File.ReadAllText(path)) : null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}' does not say how to compare the runs of a suite, so they are compared as any others: {exception.Message} 'samovar bench' writes it anew.", exception);
        }
    }

    /// <summary>Writes it into the folder of the grid, unless it says so already.</summary>
    internal void Save(string folder)
    {
        string path = Path.Combine(folder, FileName);
        string text = JsonText.Of(this) + "\n";
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            AtomicFile.WriteText(path, text);
        }
    }
}
