using Samovar.Cli.Bench;
using Samovar.Cli.Catalogue;
using Samovar.Runs;

namespace Samovar.Cli.Comparison;

/// <summary>A measured run in a comparison.</summary>
/// <param name="Name">Its folder, as the user would type it.</param>
/// <param name="Manifest">What was asked for, where.</param>
/// <param name="Results">What was measured.</param>
internal sealed record ComparedRun(string Name, RunManifest Manifest, RunResults Results)
{
    /// <summary>What was asked for.</summary>
    internal RunPlan Plan => Manifest.Plan;

    /// <summary>Why there is nothing to compare, as of a training that diverged; null for a run with measurements.</summary>
    internal string? Failure => Results.Measurements.Count > 0 ? null : Results.Findings.Select(finding => finding.Message).FirstOrDefault() ?? "It has no measurements.";

    /// <summary>Whether the target was evaluated at all; rows of data are not.</summary>
    internal bool CountsEvaluations => Results.Cost.Total > 0;

    /// <summary>Target and options, or what the suite calls them; <see cref="TargetLabels"/> tells apart what has one name.</summary>
    internal string Target
    {
        get => field ?? Manifest.Cell?.Target ?? string.Join(' ', [Path.GetFileNameWithoutExtension(Plan.Target), .. OptionWords]);
        init;
    }

    /// <summary>True if the target or the data is a file.</summary>
    internal bool IsFile => TargetFile.IsFile(Plan.Target) || SubjectResolver.IsTable(Plan.Target);

    /// <summary>The options of the target, as "name=value"; of a file without its folder.</summary>
    internal IEnumerable<string> OptionWords =>
        Plan.TargetOptions.Select(option => $"{option.Key}={(Manifest.Inputs.ContainsKey(option.Key) ? Path.GetFileName(option.Value) : option.Value)}");

    /// <summary>The method, or what the suite calls it with its settings.</summary>
    internal string Method => Manifest.Cell?.Method ?? Plan.Method;

    /// <summary>A measured metric, or null.</summary>
    internal Measurement.Measured? Metric(string name) => Results.Measurements.OfType<Measurement.Measured>().FirstOrDefault(metric => metric.Name == name);

    /// <summary>A diagnostic, or null.</summary>
    internal double? Diagnostic(string name) => Results.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Name == name)?.Value;
}

/// <summary>A cell of a benchmark that has no run.</summary>
/// <param name="Target">What the suite calls the target.</param>
/// <param name="Method">What the suite calls the method.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Message">What went wrong; a sentence.</param>
internal sealed record FailedCell(string Target, string Method, ulong Seed, string Message)
{
    /// <summary>The suite's name, or null.</summary>
    internal string? Suite { get; init; }
}

/// <summary>What was found in some folders: runs, failures, and what had to be left out.</summary>
/// <param name="Runs">Runs with metrics.</param>
/// <param name="Failed">Cells of a benchmark without a run.</param>
/// <param name="Notes">What was left out, and why; sentences.</param>
internal sealed record RunCollection(IReadOnlyList<ComparedRun> Runs, IReadOnlyList<FailedCell> Failed, IReadOnlyList<string> Notes)
{
    /// <summary>How the suites of the folders want their runs to be compared.</summary>
    internal IReadOnlyList<SuiteView> Views { get; init; } = [];
}
