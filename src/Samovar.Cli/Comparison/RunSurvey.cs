using Samovar.Cli.Bench;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Comparison;

/// <summary>Reads runs for a comparison. A run that was named must be right; of a folder full of runs, those that are not are told and left out.</summary>
/// <param name="host">Where the command runs.</param>
/// <param name="problems">Takes what is wrong with runs that were named.</param>
internal sealed class RunSurvey(Host host, Problems problems)
{
    private readonly List<ComparedRun> runs = [];
    private readonly List<FailedCell> failed = [];
    private readonly List<string> notes = [];
    private readonly List<SuiteView> views = [];

    /// <summary>Reads folders of runs, and folders that hold runs.</summary>
    internal RunCollection Of(IEnumerable<string> folders)
    {
        foreach (string folder in folders.Select(host.FullPath).Distinct(StringComparer.Ordinal))
        {
            if (Directory.Exists(folder) && !IsRun(folder))
            {
                AddAll(folder);
            }
            else
            {
                Add(folder, problems.Add, problems.Add);
            }
        }

        return TargetLabels.Apart(new RunCollection(runs, failed, notes) { Views = views });
    }

    private static bool IsRun(string folder) => File.Exists(Path.Combine(folder, "run.json")) || File.Exists(Path.Combine(folder, CellFailure.FileName));

    private void AddAll(string folder)
    {
        AddView(folder);
        string[] inside = [.. Directory.GetDirectories(folder).Where(IsRun).Order(StringComparer.Ordinal)];
        if (inside.Length == 0)
        {
            problems.Add($"'{host.ShortPath(folder)}' holds no runs. A run is a folder that 'samovar train', 'samovar sample' or 'samovar bench' made.");
        }

        List<string> unmeasured = [];
        foreach (string run in inside)
        {
            Add(run, notes.Add, _ => unmeasured.Add(Path.GetFileName(run)));
        }

        if (unmeasured.Count > 0)
        {
            notes.Add($"Left out, as they have no metrics yet: {string.Join(", ", unmeasured)}.");
        }

        if (inside.Length > 0 && inside.Length == unmeasured.Count)
        {
            problems.Add($"None of the runs in '{host.ShortPath(folder)}' has metrics yet. Run: samovar evaluate {Phrases.Word(host.ShortPath(inside[0]))}");
        }
    }

    private void AddView(string folder)
    {
        try
        {
            if (SuiteView.Load(folder) is { } view)
            {
                views.Add(view);
            }
        }
        catch (InvalidDataException exception)
        {
            notes.Add(exception.Message);
        }
    }

    /// <summary>Reads one run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="damaged">Takes what is wrong with it.</param>
    /// <param name="unmeasured">Is told if it has no metrics.</param>
    private void Add(string folder, Action<string> damaged, Action<string> unmeasured)
    {
        try
        {
            if (CellFailure.Load(folder) is { } failure)
            {
                failed.Add(new FailedCell(failure.Cell.Target, failure.Cell.Method, failure.Seed, failure.Message) { Suite = failure.Cell.Suite });
                return;
            }

            RunFolder run = RunFolder.Open(folder);
            if (run.LoadResults() is { } results)
            {
                runs.Add(new ComparedRun(host.ShortPath(folder), run.Manifest, results));
            }
            else
            {
                unmeasured($"'{host.ShortPath(folder)}' has no metrics yet. Run: samovar evaluate {Phrases.Word(host.ShortPath(folder))}");
            }
        }
        catch (InvalidDataException exception)
        {
            damaged(exception.Message);
        }
    }
}
