using Samovar.Cli.Commands;

namespace Samovar.Cli.Comparison;

/// <summary>What the targets of compared runs are called, so that one name is one target.</summary>
/// <remarks>
/// Files are told by the digest of their bytes, as run.json holds it: a file under two paths is one target, two files of one name are two, and so is a file
/// before and after it was edited. What has no file is told by its name and options.
/// </remarks>
internal static class TargetLabels
{
    private const int DigestShown = 8;

    /// <summary>Gives every target a name of its own, and notes where names of the runs would have mixed targets.</summary>
    internal static RunCollection Apart(RunCollection found)
    {
        Dictionary<string, string> firstNames = new(StringComparer.Ordinal);
        foreach (ComparedRun run in found.Runs.Where(run => run.Manifest.Cell is null))
        {
            firstNames.TryAdd(Identity(run), run.Target);
        }

        ComparedRun[] runs = [.. found.Runs.Select(run => run.Manifest.Cell is null ? run with { Target = firstNames[Identity(run)] } : run)];
        IGrouping<string, ComparedRun>[] shared =
            [.. runs.GroupBy(run => run.Target, StringComparer.Ordinal).Where(named => named.Select(Identity).Distinct(StringComparer.Ordinal).Count() > 1)];
        HashSet<string> ambiguous = [.. shared.Select(named => named.Key)];
        return found with
        {
            Runs = [.. runs.Select(run => ambiguous.Contains(run.Target) ? run with { Target = Label(run) } : run)],
            Notes = [.. found.Notes, .. shared.Select(Note)],
        };
    }

    /// <summary>What makes a target the same: the bytes of its files, or else its name; and its options.</summary>
    private static string Identity(ComparedRun run)
    {
        IEnumerable<string> files = run.Manifest.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).Select(input => $"{input.Key} {input.Value.Sha256}");
        IEnumerable<string> options = run.Plan.TargetOptions.Where(option => !run.Manifest.Inputs.ContainsKey(option.Key)).Select(option => $"{option.Key}={option.Value}");
        return string.Join('\n', [run.IsFile ? string.Empty : run.Plan.Target, .. files, .. options]);
    }

    private static string Label(ComparedRun run)
    {
        string[] digests = [.. run.Manifest.Inputs.Values.Select(input => input.Sha256[..Math.Min(DigestShown, input.Sha256.Length)])];
        return $"{run.Target} ({(digests.Length > 0 ? string.Join(", ", digests) : string.Join(' ', [run.Plan.Target, .. run.OptionWords]))})";
    }

    private static string Note(IGrouping<string, ComparedRun> named)
    {
        IEnumerable<string> targets = named.GroupBy(Label, StringComparer.Ordinal).Select(target =>
        {
            string[] paths = [.. target.SelectMany(run => run.Manifest.Inputs.Values).Select(input => Phrases.Word(input.Path)).Distinct(StringComparer.Ordinal)];
            string runs = string.Join(", ", target.Select(run => Phrases.Word(run.Name)));
            return $"{target.Key}{(paths.Length > 0 ? $", made from {string.Join(" and ", paths)}" : string.Empty)}: {runs}";
        });
        return $"'{named.Key}' is not one target but several, which are kept apart: {string.Join("; ", targets)}.";
    }
}
