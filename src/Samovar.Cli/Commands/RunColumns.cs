using Samovar.Cli.Comparison;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>A few runs side by side, each in a column of its own.</summary>
internal static class RunColumns
{
    private const string Nothing = "–";

    /// <summary>The table.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="metrics">Metrics asked for; empty for all that were measured.</param>
    internal static Table Of(IReadOnlyList<ComparedRun> runs, IReadOnlyList<string> metrics)
    {
        Table table = ResultTables.Plain(["", .. runs.Select(run => Path.GetFileName(run.Name))]);
        void Add(string name, Func<ComparedRun, string> cell) => ResultTables.AddRow(table, [name, .. runs.Select(cell)]);
        if (runs.Select(run => run.Target).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            Add("target", run => run.Target);
        }

        Add("method", run => run.Method);
        Add("verdict", run => run.Results.Level.ToString().ToLowerInvariant());
        IEnumerable<string> measured = runs.SelectMany(run => run.Results.Measurements.OfType<Measurement.Measured>()).Select(metric => metric.Name).Distinct(StringComparer.Ordinal);
        foreach (string metric in metrics.Count > 0 ? metrics : measured)
        {
            Add(metric, run => Value(run.Metric(metric)));
        }

        // Rows of data are learned without any energy: there is nothing to count.
        if (runs.Any(run => run.CountsEvaluations))
        {
            Add("energy evaluations", run => run.CountsEvaluations ? Phrases.Count(run.Results.Cost.Energies) : Nothing);
            Add("score evaluations", run => run.CountsEvaluations ? Phrases.Count(run.Results.Cost.Scores) : Nothing);
        }

        Add("time", run => Phrases.Duration(run.Results.Seconds));
        Add("draws for it", run => run.Plan.IsDirect ? Phrases.Count(run.Plan.Draws) : "any number");
        if (runs.Select(run => run.Results.Count).Distinct().Count() > 1)
        {
            Add("draws measured", run => Phrases.Count(run.Results.Count));
        }

        if (runs.Select(run => run.Manifest.Machine.Version).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            Add("version", run => run.Manifest.Machine.Version);
        }

        return table;
    }

    private static string Value(Measurement.Measured? measured) => measured is null ? Nothing
        : double.IsNaN(measured.StandardError) ? Phrases.Number(measured.Value)
        : $"{Phrases.Number(measured.Value)} ± {Phrases.Number(measured.StandardError)}";
}
