using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Samovar.Cli.Catalogue;

/// <summary>Turns the text of a target file into a compilable one, keeping every line and column in place for messages.</summary>
/// <remarks>
/// Two forms. Whole C#: a class that is a target, or one with a static method or property that gives one; left as it is. Short: statements ending
/// in an expression or a 'return'; wrapped into a method. Short files see the targets and the traced functions without 'using' lines.
/// </remarks>
internal static class TargetFileText
{
    /// <summary>Name of the class around a short file.</summary>
    internal const string WrapperName = "SamovarTargetFile";

    /// <summary>Namespaces that every target file sees.</summary>
    internal const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using Samovar.Compute;
        global using Samovar.Compute.Graphs;
        global using Samovar.Targets;
        global using static Samovar.Compute.Graphs.TracedMath;
        """;

    /// <summary>Wraps a short file; returns a whole one unchanged but for the name of its lines.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">The name that messages should give.</param>
    internal static string Compilable(string text, string file)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        GlobalStatementSyntax[] statements = [.. root.Members.OfType<GlobalStatementSyntax>()];
        if (statements.Length == 0)
        {
            return $"#line 1 \"{file}\"\n{text}";
        }

        SourceText source = SourceText.From(text);
        int first = statements[0].FullSpan.Start;
        int end = statements[^1].FullSpan.End;
        StringBuilder wrapped = new();
        wrapped.Append($"#line 1 \"{file}\"\n").Append(text.AsSpan(0, first));
        wrapped.Append($"\n#line hidden\npublic static class {WrapperName} {{ public static Samovar.Targets.ITarget Create() {{\n");
        if (statements[^1].Statement is ExpressionStatementSyntax last)
        {
            Place(wrapped, source, file, first, last.Expression.SpanStart);
            wrapped.Append("\n#line hidden\nreturn\n");
            Place(wrapped, source, file, last.Expression.SpanStart, last.Expression.Span.End);
            wrapped.Append("\n#line hidden\n;\n");
        }
        else
        {
            Place(wrapped, source, file, first, end);
        }

        wrapped.Append("\n#line hidden\n}}\n");
        if (end < text.Length)
        {
            Place(wrapped, source, file, end, text.Length);
        }

        return wrapped.ToString();
    }

    // The text appears under its own line number, indented so that columns agree as well.
    private static void Place(StringBuilder wrapped, SourceText source, string file, int start, int end)
    {
        LinePosition position = source.Lines.GetLinePosition(start);
        wrapped.Append($"#line {position.Line + 1} \"{file}\"\n").Append(' ', position.Character);
        wrapped.Append(source.ToString(TextSpan.FromBounds(start, end)));
    }
}
