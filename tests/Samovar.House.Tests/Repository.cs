using System.Diagnostics;
using System.Text;

namespace Samovar.House.Tests;

/// <summary>The files of this repository that git tracks.</summary>
internal static class Repository
{
    private static readonly string[] TextEndings =
        [".cs", ".md", ".csproj", ".props", ".slnx", ".json", ".txt", ".editorconfig", ".gitignore", ".csv", ".yml", ".yaml", "run", "LICENSE"];

    private static readonly Lazy<string[]> TrackedPaths = new(Tracked);
    private static readonly Lazy<SourceFile[]> AllTexts = new(() => [.. TrackedPaths.Value.Where(IsText).Select(Read)]);

    /// <summary>The folder that holds the solution.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Every tracked text file.</summary>
    internal static IReadOnlyList<SourceFile> Texts => AllTexts.Value;

    /// <summary>Every tracked path, relative to the root, with forward slashes.</summary>
    internal static IReadOnlyList<string> Paths => TrackedPaths.Value;

    /// <summary>C# files below a folder such as "src/".</summary>
    internal static IEnumerable<SourceFile> CSharp(string folder = "") => Texts.Where(file => file.IsCSharp && file.Path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The path of a file in full.</summary>
    internal static string FullPath(string relative) => Path.Combine(Root, relative);

    private static bool IsText(string path) => TextEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal));

    private static SourceFile Read(string path) => new(path, File.ReadAllText(FullPath(path)));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Samovar.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds 'Samovar.slnx'.");
    }

    private static string[] Tracked()
    {
        ProcessStartInfo git = new("git", ["-c", "safe.directory=*", "ls-files", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(git) ?? throw new InvalidOperationException("'git ls-files' did not start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(FullPath(path)))]
            : throw new InvalidOperationException($"'git ls-files' ended with code {process.ExitCode}. The house tests need a git checkout.");
    }
}
