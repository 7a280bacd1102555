using System.CommandLine;
using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Commands;

/// <summary>One word of the command line, such as "train".</summary>
internal interface ICommand
{
    /// <summary>Its name, arguments and options.</summary>
    Command Syntax { get; }

    /// <summary>Runs it.</summary>
    /// <param name="arguments">What was given.</param>
    /// <param name="host">Where it runs.</param>
    /// <param name="problems">What was already found wrong with the arguments. Implementers add what they find and run nothing if there is any.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ProblemException">Something is wrong that only running could show.</exception>
    int Run(ParseResult arguments, Host host, Problems problems);
}

/// <summary>Ends a command with one clear message.</summary>
internal sealed class ProblemException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How the process ends. Default: <see cref="ExitCode.Usage"/>.</summary>
    internal int Code { get; init; } = ExitCode.Usage;
}
