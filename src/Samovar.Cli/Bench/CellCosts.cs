using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Bench;

/// <summary>What a grid may cost, in words.</summary>
internal static class CellCosts
{
    /// <summary>What each cell may spend.</summary>
    internal static string Budget(BenchSuite suite) => suite.Budget.IsEmpty ? "as its settings say" : string.Join(" or ", new[]
    {
        Evaluations(suite) is { } most ? $"{Phrases.Count(most)} evaluations" : null,
        Time(suite) is { } longest ? Phrases.Duration(longest) : null,
    }.OfType<string>());

    /// <summary>How many cells there are, how many are left, and what these may cost.</summary>
    internal static string Sentence(IReadOnlyList<CellFolder> cells, BenchSuite suite)
    {
        int left = cells.Count(cell => cell.State is CellState.Missing or CellState.Started or CellState.Foreign);
        int failed = cells.Count(cell => cell.State == CellState.Failed);
        double[] seconds = [.. cells.Where(cell => cell.State == CellState.Measured).Select(cell => cell.Seconds)];
        IEnumerable<string> costs = new[]
        {
            Evaluations(suite) is { } most && left > 0 ? $"at most about {Phrases.Count(most * left)} evaluations" : null,
            Time(suite) is { } longest && left > 0 ? $"at most about {Phrases.Duration(longest * left)}" : null,
            seconds.Length > 0 && left > 0 ? $"about {Phrases.Duration(seconds.Average() * left)} if the others go as those that are done" : null,
        }.OfType<string>();
        string cost = string.Join(", ", costs);
        return $"{cells.Count} cells, {left} to run{(failed > 0 ? $", {failed} failed before (--retry runs them again)" : string.Empty)}"
            + $"{(cost.Length > 0 ? $": {cost}; trials and measuring come on top" : string.Empty)}.";
    }

    private static long? Evaluations(BenchSuite suite) => Values.Count(string.Empty, suite.Budget.Evaluations, new Problems());

    private static double? Time(BenchSuite suite) => Values.Duration(string.Empty, suite.Budget.Time, new Problems())?.TotalSeconds;
}
