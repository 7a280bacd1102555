using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Comparison;

/// <summary>Methods × targets: runs gathered into rows, each over its seeds.</summary>
/// <param name="Rows">The rows; those of one target stand together, in the order in which they were found.</param>
/// <param name="Notes">What a reader must know before comparing; sentences.</param>
internal sealed record MethodGrid(IReadOnlyList<MethodRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The targets, in the order of the rows.</summary>
    internal IReadOnlyList<string> Targets => [.. Rows.Select(row => row.Target).Distinct(StringComparer.Ordinal)];

    /// <summary>Gathers runs. Only runs that differ by nothing but their seed share a row.</summary>
    /// <param name="found">The runs.</param>
    /// <param name="agreement">Says what is wrong with runs of different seeds that do not agree.</param>
    internal static MethodGrid Of(RunCollection found, Func<IReadOnlyList<RunResults>, IReadOnlyList<Finding>> agreement)
    {
        (ComparedRun Run, string[] Traits)[] runs = [.. found.Runs.Select(run => (run, Traits(run)))];
        List<MethodRow> rows = [];
        foreach (IGrouping<string, (ComparedRun Run, string[] Traits)> named in runs.GroupBy(entry => $"{entry.Run.Target}\n{entry.Run.Method}"))
        {
            IGrouping<string, (ComparedRun Run, string[] Traits)>[] kinds = [.. named.GroupBy(entry => string.Join('\n', entry.Traits))];
            foreach (IGrouping<string, (ComparedRun Run, string[] Traits)> kind in kinds)
            {
                rows.Add(Row(kind, [.. kinds.Select(other => other.First().Traits)], agreement));
            }
        }

        foreach (IGrouping<(string Target, string Method), FailedCell> cells in found.Failed.GroupBy(cell => (cell.Target, cell.Method)))
        {
            Add(rows, cells.Key, [.. cells.Select(cell => (cell.Seed, cell.Message))]);
        }

        return new MethodGrid(
            [.. rows.GroupBy(row => row.Target).SelectMany(group => group)],
            [.. found.Notes, .. Twins(rows), .. Mixtures(found.Runs)]);
    }

    private static MethodRow Row(
        IGrouping<string, (ComparedRun Run, string[] Traits)> kind, string[][] others, Func<IReadOnlyList<RunResults>, IReadOnlyList<Finding>> agreement)
    {
        (ComparedRun run, string[] traits) = kind.First();
        string[] telling = [.. traits.Where((trait, index) => trait.Length > 0 && others.Any(other => other[index] != trait))];
        ComparedRun[] measured = [.. kind.Select(entry => entry.Run).Where(member => member.Failure is null).OrderBy(member => member.Results.Seed)];
        return new MethodRow(
            run.Target,
            telling.Length > 0 ? $"{run.Method} ({string.Join(", ", telling)})" : run.Method,
            measured,
            [.. kind.Select(entry => entry.Run).Where(member => member.Failure is not null).Select(member => (member.Results.Seed, member.Failure!))])
        {
            Disagreements = agreement([.. measured.Select(member => member.Results)]),
        };
    }

    /// <summary>What must be the same within a row; in the same order for every run.</summary>
    private static string[] Traits(ComparedRun run)
    {
        RunPlan plan = run.Plan;
        return
        [
            plan.Preset,
            plan.Budget is null && !plan.IsDirect ? $"{plan.Steps} steps" : string.Empty,
            plan.Budget is { } budget ? Phrases.Budget(budget) : string.Empty,
            string.Join(", ", plan.MethodOptions.Select(option => $"{option.Key} {option.Value}")),
            $"{run.Results.Count} draws measured",
            $"version {run.Manifest.Machine.Version}",
        ];
    }

    private static void Add(List<MethodRow> rows, (string Target, string Method) key, IReadOnlyList<(ulong Seed, string Message)> failures)
    {
        int place = rows.FindIndex(row => row.Target == key.Target && row.Method == key.Method);
        if (place < 0)
        {
            rows.Add(new MethodRow(key.Target, key.Method, [], failures));
        }
        else
        {
            rows[place] = rows[place] with { Failures = [.. rows[place].Failures, .. failures] };
        }
    }

    /// <summary>A run repeated with the same seed is no second opinion.</summary>
    private static IEnumerable<string> Twins(List<MethodRow> rows) =>
        from row in rows
        from twins in row.Runs.GroupBy(run => run.Results.Seed)
        where twins.Count() > 1
        select $"{string.Join(" and ", twins.Select(run => $"'{run.Name}'"))} are the same run of seed {twins.Key}, so they count as {twins.Count()} in n without telling more.";

    private static IEnumerable<string> Mixtures(IReadOnlyList<ComparedRun> runs)
    {
        string[] counts = [.. runs.Where(run => run.Failure is null).Select(run => $"{run.Results.Count}").Distinct(StringComparer.Ordinal)];
        if (counts.Length > 1)
        {
            yield return $"Metrics were measured on {string.Join(" and on ", counts)} draws; floors and values depend on that, so such runs have rows of their own and do not compare.";
        }

        string[] versions = [.. runs.Select(run => run.Manifest.Machine.Version).Distinct(StringComparer.Ordinal)];
        if (versions.Length > 1)
        {
            yield return $"The runs were made by versions {string.Join(" and ", versions)} of Samovar; they have rows of their own.";
        }

        if (runs.Select(run => (run.Manifest.Machine.Processor, run.Manifest.Machine.Threads)).Distinct().Count() > 1)
        {
            yield return "The runs were made on different processors or with different numbers of threads; their seconds do not compare, their evaluations do.";
        }
    }
}
