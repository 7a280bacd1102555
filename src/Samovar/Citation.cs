using System.Text.RegularExpressions;

namespace Samovar;

/// <summary>Where a method comes from.</summary>
/// <param name="Key">BibTeX key, such as "he2024dikl".</param>
/// <param name="Title">Title of the paper.</param>
/// <param name="Authors">Authors as in BibTeX, each "Last, First", joined by " and ".</param>
/// <param name="Year">Year of the version cited.</param>
/// <param name="Identifier">arXiv number, DOI, or journal with volume and number, such as "Bernoulli 2(4)".</param>
public sealed partial record Citation(string Key, string Title, string Authors, int Year, string Identifier)
{
    /// <summary>The entry as BibTeX.</summary>
    public string ToBibTeX()
    {
        Match printed = Volume().Match(Identifier);
        (string Name, string Text)[] fields =
        [
            ("title", Title), ("author", Authors), ("year", $"{Year}"), ("journal", printed.Success ? printed.Groups["journal"].Value : Identifier),
            ("volume", printed.Groups["volume"].Value), ("number", printed.Groups["number"].Value),
        ];
        return $"@article{{{Key},\n{string.Join(",\n", fields.Where(field => field.Text.Length > 0).Select(field => $"  {field.Name} = {{{field.Text}}}"))}\n}}";
    }

    [GeneratedRegex(@"^(?<journal>.+) (?<volume>[0-9]+)(\((?<number>[0-9]+)\))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Volume();
}
