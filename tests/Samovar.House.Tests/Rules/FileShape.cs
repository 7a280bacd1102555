using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Samovar.House.Tests.Rules;

/// <summary>Files of at most 300 lines, methods of at most 60.</summary>
internal static class FileShape
{
    private const int MostFileLines = 300;
    private const int MostMethodLines = 60;

    internal static IEnumerable<string> LongFiles(SourceFile file)
    {
        if (file.Lines.Count > MostFileLines)
        {
            yield return $"{file.Path} has {file.Lines.Count} lines; the cap is {MostFileLines}. Split it where its idea splits.";
        }
    }

    internal static IEnumerable<string> LongMethods(SourceFile file) =>
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let span = node.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MostMethodLines
        select $"{file.Place(node)}: {NameOf(node)} has {lines} lines; the cap is {MostMethodLines}. Name its parts.";

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => "a member",
    };
}
