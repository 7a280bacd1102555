using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Samovar.House.Tests.Rules;

/// <summary>What a tracked file must not contain.</summary>
internal static partial class CleanText
{
    /// <summary>Reminders: they belong in an issue.</summary>
    internal static IEnumerable<string> Reminders(SourceFile file) =>
        Lines(file, Reminder(), "a reminder; file an issue instead");

    /// <summary>Regions fold away what should be split.</summary>
    internal static IEnumerable<string> Regions(SourceFile file) => Lines(file, Region(), "a region; split the file instead");

    /// <summary>Paths that exist on one machine only.</summary>
    internal static IEnumerable<string> MachinePaths(SourceFile file) => Lines(file, MachinePath(), "a path of one machine");

    /// <summary>Download addresses in a lock file pin a host, not a version.</summary>
    internal static IEnumerable<string> LockedAddresses(SourceFile file) =>
        file.Path.EndsWith("lock.json", StringComparison.Ordinal) ? Lines(file, Address(), "an address in a lock file") : [];

    /// <summary>Types whose name says nothing.</summary>
    internal static IEnumerable<string> EmptyNames(SourceFile file) =>
        file.IsCSharp && EmptyName().IsMatch(System.IO.Path.GetFileNameWithoutExtension(file.Path))
            ? [$"{file.Path}: name the idea; a file called Utils, Helpers, Manager or Common collects what has none."]
            : [];

    /// <summary>Comments that read like code.</summary>
    internal static IEnumerable<string> CommentedCode(SourceFile file) =>
        from trivia in file.Syntax.DescendantTrivia()
        where trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        where trivia.ToString().Trim('/', '*', ' ').Split('\n').Any(line => Code().IsMatch(line.Trim()))
        select $"{file.Place(trivia.GetLocation().GetLineSpan().StartLinePosition.Line)}: code in a comment; git remembers it.";

    private static IEnumerable<string> Lines(SourceFile file, Regex forbidden, string what) =>
        from line in Enumerable.Range(0, file.Lines.Count)
        let match = forbidden.Match(file.Lines[line])
        where match.Success
        select $"{file.Place(line)}: {what} ('{match.Value}').";

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b")]
    private static partial Regex Reminder();

    [GeneratedRegex(@"^\s*#(end)?region\b")]
    private static partial Regex Region();

    [GeneratedRegex(@"(?<![\w.~}/-])/(work|root|home|tmp|Users|opt)/[\w.]")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://[^""\s]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"(Utils?|Utilities|Helpers?|Manager|Common|Misc)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^((var|return|if|for|foreach|while|using|private|public|internal|int|double|float|string|await)\b.*[;{]|[\w.\[\]]+(\(.*\)|\s*[-+*/]?=\s*.+);|[{}])$")]
    private static partial Regex Code();
}
