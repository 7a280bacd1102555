using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Samovar.House.Tests;

/// <summary>A text file of the repository, or a made-up one for a negative control.</summary>
/// <param name="path">Relative to the root, with forward slashes.</param>
/// <param name="text">Its content.</param>
internal sealed class SourceFile(string path, string text)
{
    private readonly Lazy<CompilationUnitSyntax> syntax = new(
        () => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse)).GetCompilationUnitRoot());

    /// <summary>Relative to the root, with forward slashes.</summary>
    internal string Path { get; } = path;

    /// <summary>Its content.</summary>
    internal string Text { get; } = text;

    /// <summary>Its lines.</summary>
    internal IReadOnlyList<string> Lines { get; } = text.TrimEnd('\n').Split('\n');

    /// <summary>True for C#.</summary>
    internal bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>The parsed file.</summary>
    internal CompilationUnitSyntax Syntax => syntax.Value;

    /// <summary>"path(line)" of a part of the file.</summary>
    internal string Place(SyntaxNode node) => Place(node.GetLocation().GetLineSpan().StartLinePosition.Line);

    /// <summary>"path(line)" of a line counted from 0.</summary>
    internal string Place(int line) => $"{Path}({line + 1})";
}
