namespace Samovar;

/// <summary>Where a method comes from.</summary>
/// <param name="Key">BibTeX key, such as "he2024dikl".</param>
/// <param name="Title">Title of the paper.</param>
/// <param name="Authors">Authors as in BibTeX, joined by " and ".</param>
/// <param name="Year">Year of the version cited.</param>
/// <param name="Identifier">arXiv number or DOI.</param>
public sealed record Citation(string Key, string Title, string Authors, int Year, string Identifier)
{
    /// <summary>The entry as BibTeX.</summary>
    public string ToBibTeX() =>
        $"@article{{{Key},\n  title = {{{Title}}},\n  author = {{{Authors}}},\n  year = {{{Year}}},\n  journal = {{{Identifier}}}\n}}";
}
