using Samovar.Cli.Commands;
using Samovar.Verdicts;

namespace Samovar.Cli.Comparison;

/// <summary>Runs gathered into rows, and what of them is shown.</summary>
/// <param name="Grid">The rows.</param>
/// <param name="Metrics">Metrics to show, by name; empty for the usual ones.</param>
/// <param name="Quality">The one metric that decides about break-even; null for the usual ones.</param>
internal sealed record Leaderboard(MethodGrid Grid, IReadOnlyList<string> Metrics, string? Quality)
{
    /// <summary>The tables.</summary>
    internal IReadOnlyList<ComparisonTable> Tables => ComparisonTable.Of(Grid, Metrics, Quality);

    /// <summary>What a reader must know; sentences.</summary>
    internal IReadOnlyList<string> Notes => ComparisonConsole.Notes(Grid);

    /// <summary>Gathers runs. What was not asked for is as their suites say.</summary>
    /// <param name="found">The runs.</param>
    /// <param name="metrics">Metrics asked for; empty for those of the suites.</param>
    /// <param name="quality">The deciding metric asked for; null for that of the suites, if they agree.</param>
    internal static Leaderboard Of(RunCollection found, IReadOnlyList<string> metrics, string? quality)
    {
        string[] deciding = [.. found.Views.Select(view => view.Quality).OfType<string>().Distinct(StringComparer.Ordinal)];
        bool agree = quality is not null || deciding.Length < 2;
        RunCollection told = agree ? found : found with
        {
            Notes = [.. found.Notes, $"The suites let different metrics decide whether a break-even counts ({string.Join(", ", deciding)}), so the usual ones do; --quality names one."],
        };
        return new Leaderboard(
            MethodGrid.Of(told, SeedAgreement.Examine),
            metrics.Count > 0 ? metrics : [.. found.Views.SelectMany(view => view.Show).Distinct(StringComparer.Ordinal)],
            quality ?? (agree ? deciding.FirstOrDefault() : null));
    }
}
