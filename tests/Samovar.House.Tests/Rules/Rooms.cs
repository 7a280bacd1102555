using System.Collections.Frozen;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Samovar.House.Tests.Rules;

/// <summary>Which room of the library may use which. The picture and the reasons are in ARCHITECTURE.md.</summary>
internal static class Rooms
{
    /// <summary>The library's rooms from the ground up, and what each may use besides Samovar.Compute and itself.</summary>
    internal static readonly FrozenDictionary<string, string[]> MayUse = new Dictionary<string, string[]>
    {
        ["Runs"] = [],
        ["Data"] = ["Runs"],
        ["Targets"] = ["Data"],
        ["Networks"] = ["Runs"],
        ["MarkovChains"] = ["Targets"],
        ["Diffusions"] = ["Runs", "Targets", "Networks"],
        ["Samplers"] = ["Runs", "Data", "Targets", "Networks", "MarkovChains", "Diffusions"],
        ["Training"] = ["Runs", "Data", "Targets", "Networks", "Samplers"],
        ["Objectives"] = ["Runs", "Data", "Targets", "Networks", "MarkovChains", "Diffusions", "Samplers", "Training"],
        ["Metrics"] = ["Runs", "Data", "Targets", "MarkovChains", "Samplers"],
        ["Checks"] = ["Runs", "Targets", "MarkovChains"],
        ["Methods"] = ["Runs", "Data", "Targets", "Networks", "MarkovChains", "Diffusions", "Samplers", "Training", "Objectives"],
        ["Verdicts"] = ["Runs", "Data", "Targets", "MarkovChains", "Samplers", "Metrics", "Checks", "Methods"],
    }.ToFrozenDictionary();

    /// <summary>What a file uses and its room may not.</summary>
    internal static IEnumerable<string> Violations(SourceFile file)
    {
        string[] parts = file.Path.Split('/');
        if (parts is not ["src", string project, ..])
        {
            return [];
        }

        IEnumerable<(string Used, string Place)> uses = file.Syntax.DescendantNodes().OfType<NameSyntax>()
            .Where(name => name.Parent is not QualifiedNameSyntax and not BaseNamespaceDeclarationSyntax)
            .Select(name => (Used: name.ToString().Replace("global::", string.Empty, StringComparison.Ordinal), file.Place(name)));
        return project switch
        {
            "Samovar.Compute" => uses.Where(use => IsOutside(use.Used)).Select(use => $"{use.Place}: Samovar.Compute knows no probability, but names {use.Used}."),
            "Samovar" when parts.Length == 3 => OfRooms(uses, string.Empty, []),
            "Samovar" when MayUse.TryGetValue(parts[2], out string[]? allowed) => OfRooms(uses, parts[2], allowed),
            "Samovar" => [$"{file.Path}: '{parts[2]}' is no room of the picture. Put the file into a room, or give the room a line in Rooms and in ARCHITECTURE.md."],
            _ => [],
        };
    }

    /// <summary>The room of the library that a name begins with, or null.</summary>
    internal static string? RoomOf(string name)
    {
        string[] parts = name.Split('.');
        return parts is ["Samovar", string room, ..] && MayUse.ContainsKey(room) ? room
            : parts.Length > 1 && MayUse.ContainsKey(parts[0]) ? parts[0]
            : null;
    }

    private static bool IsOutside(string name) =>
        name.StartsWith("Samovar.", StringComparison.Ordinal) && name != "Samovar.Compute" && !name.StartsWith("Samovar.Compute.", StringComparison.Ordinal);

    private static IEnumerable<string> OfRooms(IEnumerable<(string Used, string Place)> uses, string room, string[] allowed) =>
        from use in uses
        let used = use.Used.StartsWith("Samovar.Cli", StringComparison.Ordinal) ? "Cli" : RoomOf(use.Used)
        where used is not null && used != room && !allowed.Contains(used)
        select $"{use.Place}: {(room.Length == 0 ? "the root of the library" : room)} may not use {used} ({use.Used}).";
}
