using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Comparison;

/// <summary>Methods × targets: runs gathered into rows, each over its seeds.</summary>
/// <param name="Rows">The rows; those of one table stand together, in the order in which they were found.</param>
/// <param name="Notes">What a reader must know before comparing; sentences.</param>
internal sealed record MethodGrid(IReadOnlyList<MethodRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>Where the budget stands among the traits of a run.</summary>
    private const int BudgetTrait = 2;

    /// <summary>The tables, in the order of the rows.</summary>
    internal IReadOnlyList<string> Boards => [.. Rows.Select(row => row.Board).Distinct(StringComparer.Ordinal)];

    /// <summary>Gathers runs. Only runs that differ by nothing but their seed share a row.</summary>
    /// <param name="found">The runs.</param>
    /// <param name="agreement">Says what is wrong with runs of different seeds that do not agree.</param>
    internal static MethodGrid Of(RunCollection found, Func<IReadOnlyList<RunResults>, IReadOnlyList<Finding>> agreement)
    {
        (ComparedRun Run, string[] Traits)[] runs = [.. found.Runs.Select(run => (run, Traits(run)))];
        ILookup<string, RunBudget> budgets = found.Runs.Where(run => run.Plan.Budget is not null).Select(run => (run.Target, run.Plan.Budget!.Limits)).Distinct()
            .ToLookup(pair => pair.Target, pair => pair.Limits);
        List<MethodRow> rows = [];
        foreach (IGrouping<string, (ComparedRun Run, string[] Traits)> named in runs.GroupBy(entry => $"{entry.Run.Target}\n{entry.Run.Method}"))
        {
            IGrouping<string, (ComparedRun Run, string[] Traits)>[] kinds = [.. named.GroupBy(entry => string.Join('\n', entry.Traits))];
            foreach (IGrouping<string, (ComparedRun Run, string[] Traits)> kind in kinds)
            {
                int silent = budgets[kind.First().Run.Target].Count() > 1 ? BudgetTrait : -1;
                MethodRow row = Row(kind, [.. kinds.Select(other => other.First().Traits)], silent);
                rows.Add(row with { Disagreements = agreement([.. row.Runs.Select(member => member.Results with { Target = row.Target, Method = row.Method })]) });
            }
        }

        foreach (IGrouping<(string Target, string Method, string? Suite), FailedCell> cells in found.Failed.GroupBy(cell => (cell.Target, cell.Method, cell.Suite)))
        {
            Add(rows, cells.Key, [.. cells.Select(cell => (cell.Seed, cell.Message))]);
        }

        IEnumerable<MethodRow> placed = rows.Select(row => budgets[row.Target].Count() > 1 ? row with { Board = Board(row, rows) } : row);
        return new MethodGrid(
            [.. placed.GroupBy(row => row.Target).SelectMany(target => target.GroupBy(row => row.Board).SelectMany(board => board))],
            [.. found.Notes, .. Twins(rows), .. Mixtures(found.Runs)]);
    }

    /// <summary>The table of a row on a target with several budgets. A row without a run stands with the others of its suite.</summary>
    private static string Board(MethodRow row, List<MethodRow> rows)
    {
        RunBudget? budget = row.Runs.Count > 0 ? row.Budget : rows.Where(other => other.Suite is not null && other.Suite == row.Suite).Select(other => other.Budget).FirstOrDefault();
        return $"{row.Target}, {(budget is null ? "without a budget" : Phrases.Budget(budget))}";
    }

    /// <summary>A row of runs.</summary>
    /// <param name="kind">The runs, which have the same traits.</param>
    /// <param name="others">Traits of all runs of the same name.</param>
    /// <param name="silent">The trait that the table tells already, or -1.</param>
    private static MethodRow Row(IGrouping<string, (ComparedRun Run, string[] Traits)> kind, string[][] others, int silent)
    {
        (ComparedRun run, string[] traits) = kind.First();
        string[] telling = [.. traits.Where((trait, index) => index != silent && trait.Length > 0 && others.Any(other => other[index] != trait))];
        ComparedRun[] measured = [.. kind.Select(entry => entry.Run).Where(member => member.Failure is null).OrderBy(member => member.Results.Seed)];
        return new MethodRow(
            run.Target,
            telling.Length > 0 ? $"{run.Method} ({string.Join(", ", telling)})" : run.Method,
            measured,
            [.. kind.Select(entry => entry.Run).Where(member => member.Failure is not null).Select(member => (member.Results.Seed, member.Failure!))])
        {
            Suite = run.Manifest.Cell?.Suite,
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

    private static void Add(List<MethodRow> rows, (string Target, string Method, string? Suite) key, IReadOnlyList<(ulong Seed, string Message)> failures)
    {
        int place = rows.FindIndex(row => row.Target == key.Target && row.Method == key.Method && row.Suite == key.Suite);
        if (place < 0)
        {
            rows.Add(new MethodRow(key.Target, key.Method, [], failures) { Suite = key.Suite });
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
