using System.Reflection;
using Samovar.Targets;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Everything a command gets from outside: where it writes, what time it is, where it runs. Tests hand in their own.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Complaints.</param>
internal sealed record Host(TextWriter Output, TextWriter Error)
{
    /// <summary>Columns of plain text where there is no terminal to ask: enough that no sentence is broken, so that files can be searched.</summary>
    private const int PlainWidth = 10_000;

    /// <summary>True if <see cref="Output"/> is a terminal.</summary>
    internal bool IsTerminal { get; init; }

    /// <summary>Source of time.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Folder that relative paths start from.</summary>
    internal string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Where catalogued ideas are found.</summary>
    internal IReadOnlyList<Assembly> Assemblies { get; init; } = [typeof(ITarget).Assembly];

    /// <summary>Fires when the user wants to stop.</summary>
    internal CancellationToken Cancellation { get; init; }

    /// <summary>A path of the command line, in full.</summary>
    internal string FullPath(string path) => Path.GetFullPath(path, Folder);

    /// <summary>A full path as one would type it here.</summary>
    internal string ShortPath(string path)
    {
        string relative = Path.GetRelativePath(Folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>Tables and progress on <see cref="Output"/>; plain text where that is no terminal.</summary>
    internal IAnsiConsole Console(TextWriter writer)
    {
        bool terminal = IsTerminal && ReferenceEquals(writer, Output);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = PlainWidth;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
