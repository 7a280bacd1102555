using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Samovar.House.Tests.Rules;

/// <summary>Every public member says what it is, and every parameter of a public member what it means.</summary>
internal static class Documentation
{
    internal static IEnumerable<string> Violations(SourceFile file) =>
        from member in file.Syntax.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where member is not BaseNamespaceDeclarationSyntax and not GlobalStatementSyntax && IsPublic(member)
        from violation in Of(file, member)
        select violation;

    private static IEnumerable<string> Of(SourceFile file, MemberDeclarationSyntax member)
    {
        DocumentationCommentTriviaSyntax? comment = Comment(member);
        if (comment is null || !(Has(comment, "summary") || Has(comment, "inheritdoc")))
        {
            // The parts of a partial type share one summary, which the compiler asks for.
            return comment is null && member.Modifiers.Any(SyntaxKind.PartialKeyword) ? [] : [$"{file.Place(member)}: {NameOf(member)} has no summary."];
        }

        // A short function may say everything in its summary; once it names one parameter, it names them all.
        string[] described = [.. comment.DescendantNodes().OfType<XmlNameAttributeSyntax>().Where(name => name.Parent is XmlElementStartTagSyntax)
            .Select(name => name.Identifier.Identifier.Text)];
        string[] parameters = [.. Parameters(member)];
        bool isAllOrNone = member is not TypeDeclarationSyntax;
        return Has(comment, "inheritdoc") || (isAllOrNone && described.Length == 0)
            ? []
            : parameters.Except(described).Select(parameter => $"{file.Place(member)}: {NameOf(member)} does not describe its parameter '{parameter}'.");
    }

    private static IEnumerable<string> Parameters(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax method => Names(method.ParameterList),
        TypeDeclarationSyntax { ParameterList: { } list } => Names(list),
        DelegateDeclarationSyntax function => Names(function.ParameterList),
        _ => [],
    };

    private static IEnumerable<string> Names(ParameterListSyntax list) => list.Parameters.Select(parameter => parameter.Identifier.ValueText);

    private static bool IsPublic(MemberDeclarationSyntax member) =>
        IsVisible(member) && member.Ancestors().OfType<MemberDeclarationSyntax>().Where(node => node is not BaseNamespaceDeclarationSyntax).All(IsVisible);

    private static bool IsVisible(MemberDeclarationSyntax member) =>
        member is EnumMemberDeclarationSyntax
        || (member.Parent is InterfaceDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.PrivateKeyword))
        || member.Modifiers.Any(SyntaxKind.PublicKeyword)
        || (member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword));

    private static DocumentationCommentTriviaSyntax? Comment(MemberDeclarationSyntax member) =>
        member.GetLeadingTrivia().Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>().LastOrDefault();

    private static bool Has(DocumentationCommentTriviaSyntax comment, string tag) => comment.Content.Any(node => node switch
    {
        XmlElementSyntax element => element.StartTag.Name.ToString() == tag && element.Content.ToString().Trim('/', ' ', '\n').Length > 0,
        XmlEmptyElementSyntax element => element.Name.ToString() == tag,
        _ => false,
    });

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        EnumMemberDeclarationSyntax value => value.Identifier.Text,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        _ => member.Kind().ToString(),
    };
}
