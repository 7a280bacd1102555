using System.Text.RegularExpressions;

namespace Samovar.House.Tests.Rules;

/// <summary>Links between pages, and from the code to pages, lead somewhere.</summary>
internal static partial class Links
{
    internal static IEnumerable<string> Broken(SourceFile file, IReadOnlySet<string> paths) => file.Path.EndsWith(".md", StringComparison.Ordinal)
        ? Dangling(file, MarkdownLink(), link => IsThere(Resolve(file.Path, link), paths))
        : file.IsCSharp ? Dangling(file, PageName(), link => paths.Contains(link)) : [];

    private static IEnumerable<string> Dangling(SourceFile file, Regex pattern, Func<string, bool> isThere) =>
        from line in Enumerable.Range(0, file.Lines.Count)
        from match in pattern.Matches(file.Lines[line])
        let link = match.Groups["link"].Value
        where !isThere(link)
        select $"{file.Place(line)}: '{link}' leads nowhere.";

    private static bool IsThere(string path, IReadOnlySet<string> paths) =>
        paths.Contains(path) || paths.Any(candidate => candidate.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static string Resolve(string from, string link)
    {
        Stack<string> parts = new(from.Split('/')[..^1]);
        foreach (string part in link.Split('/').Where(part => part is not ("." or "")))
        {
            if (part != "..")
            {
                parts.Push(part);
            }
            else if (parts.Count > 0)
            {
                parts.Pop();
            }
        }

        return string.Join('/', parts.Reverse());
    }

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<link>[^)#\s]+)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"(?<link>docs/[\w/.-]+\.md)")]
    private static partial Regex PageName();
}
