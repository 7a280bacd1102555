using Samovar.Runs;

namespace Samovar.Benchmarks.Verdicts;

/// <summary>The study as Markdown.</summary>
internal static class VerdictTables
{
    /// <summary>Prints rates, then every case.</summary>
    public static void Write(IReadOnlyList<VerdictRow> rows)
    {
        Console.WriteLine("| samplers | cases | verdicts | green | amber | red | wrong |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (IGrouping<string, VerdictRow> kind in rows.GroupBy(row => row.Kind).OrderBy(kind => kind.Key != "good").ThenBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Rates(kind.Key, [.. kind]);
        }

        Rates("**all faults**", [.. rows.Where(row => !row.IsGood)]);
        Console.WriteLine();
        Console.WriteLine("| target or data | sampler | verdicts | found by |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (IGrouping<(string Subject, string Case), VerdictRow> group in rows.GroupBy(row => (row.Subject, row.Case)))
        {
            string found = string.Join(", ", group.SelectMany(row => row.Checks.Split(", ", StringSplitOptions.RemoveEmptyEntries)).Distinct().Select(check => $"`{check}`"));
            Console.WriteLine($"| {group.Key.Subject} | {group.Key.Case}{(group.First().IsGood ? " (good)" : string.Empty)} | {Levels([.. group])} | {(found.Length == 0 ? "–" : found)} |");
        }
    }

    private static void Rates(string name, IReadOnlyList<VerdictRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        int Count(Severity level) => rows.Count(row => row.Level == level);
        int wrong = rows[0].IsGood ? rows.Count - Count(Severity.Green) : Count(Severity.Green);
        int cases = rows.Select(row => (row.Subject, row.Case)).Distinct().Count();
        Console.WriteLine($"| {name} | {cases} | {rows.Count} | {Count(Severity.Green)} | {Count(Severity.Amber)} | {Count(Severity.Red)} | {100.0 * wrong / rows.Count:0} % |");
    }

    private static string Levels(IReadOnlyList<VerdictRow> rows) => string.Join(", ", rows.GroupBy(row => row.Level).OrderBy(level => level.Key)
        .Select(level => rows.Count == 1 ? Word(level.Key) : $"{level.Count()} {Word(level.Key)}"));

    private static string Word(Severity level) => level switch
    {
        Severity.Green => "green",
        Severity.Amber => "amber",
        _ => "red",
    };
}
