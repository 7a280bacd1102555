using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>What there is to say about the rows that a run learned from and is judged by, before anything is measured.</summary>
internal static class RowNotes
{
    /// <summary>Of fewer held-out rows a share has an error of more than a tenth, and most metrics do not apply.</summary>
    private const int FewestToJudge = 20;

    /// <summary>The findings.</summary>
    /// <param name="record">What the run remembers of its table; null where there is none.</param>
    internal static IEnumerable<Finding> Of(DataRecord? record)
    {
        if (record is null)
        {
            yield break;
        }

        if (record.HeldOutRows < FewestToJudge)
        {
            yield return new Finding(
                Severity.Amber,
                "evidence",
                $"There are {record.HeldOutRows} held-out rows to judge by: only gross faults would be noticed.",
                $"Learn from more rows, so that at least {FewestToJudge} are held out, or hold out a larger share of them (--option held-out=SHARE).");
        }

        if (record.ConstantInTraining is { Count: > 0 } columns)
        {
            yield return new Finding(
                Severity.Green,
                "constant-columns",
                $"The rows to learn from have one value in {string.Join(", ", columns.Select(name => $"'{name}'"))}, where held-out rows have others: draws stay near that value.",
                "If others matter, learn from more rows (--option held-out=SHARE), or from another choice of them (--option split-seed=N).");
        }
    }
}
