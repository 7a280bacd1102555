namespace Samovar.Cli.Catalogue;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate closest to a mistyped name, or null where none is close.</summary>
    /// <remarks>
    /// Close: at most a third of the letters differ, or one name starts with the other. Distance: Levenshtein with swaps of neighbours counted as one.
    /// </remarks>
    internal static string? Of(string name, IEnumerable<string> candidates)
    {
        (string Candidate, int Distance)[] ranked =
        [
            .. candidates
                .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
                .OrderBy(entry => entry.Distance)
                .ThenBy(entry => entry.Candidate, StringComparer.Ordinal),
        ];
        if (ranked.Length > 0 && ranked[0].Distance <= Math.Max(2, name.Length / 3))
        {
            return ranked[0].Candidate;
        }

        return Array.Find(ranked, entry => name.Length > 0 && (entry.Candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(entry.Candidate, StringComparison.OrdinalIgnoreCase))).Candidate;
    }

    /// <summary>A sentence for a name that does not exist: the nearest one, and all.</summary>
    /// <param name="kind">What the name should have named, such as "target".</param>
    /// <param name="name">The name given.</param>
    /// <param name="candidates">All names of this kind.</param>
    internal static string Sentence(string kind, string name, IReadOnlyCollection<string> candidates)
    {
        string nearest = Of(name, candidates) is { } near ? $" Did you mean '{near}'?" : string.Empty;
        string all = candidates.Count == 0 ? $" There are no {kind}s at all." : $" All {kind}s: {string.Join(", ", candidates.Order(StringComparer.Ordinal))}.";
        return $"There is no {kind} '{name}'.{nearest}{all}";
    }

    private static int Distance(string left, string right)
    {
        int[,] distance = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
        {
            for (int column = 0; column <= right.Length; column++)
            {
                distance[row, column] = row == 0 || column == 0 ? row + column : Cheapest(distance, left, right, row, column);
            }
        }

        return distance[left.Length, right.Length];
    }

    private static int Cheapest(int[,] distance, string left, string right, int row, int column)
    {
        int replace = distance[row - 1, column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
        int best = Math.Min(replace, 1 + Math.Min(distance[row - 1, column], distance[row, column - 1]));
        bool swapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return swapped ? Math.Min(best, distance[row - 2, column - 2] + 1) : best;
    }
}
