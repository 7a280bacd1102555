using System.CommandLine;
using System.CommandLine.Invocation;
using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Commands;

/// <summary>Finds the command, lets it run and turns what goes wrong into text and an exit code.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Root = ["samovar"];

    private readonly Host host;
    private readonly RootCommand root = new("Turns an energy, an unnormalized density, into a trained one-step sampler, and puts the classical samplers beside it.");
    private readonly ICommand[] commands;

    private CommandLine(Host host)
    {
        this.host = host;
        IdeaCatalogue catalogue = new(host.Assemblies);
        commands =
        [
            new TrainCommand(catalogue),
            new SampleCommand(catalogue),
            new ScoreCommand(),
            new EvaluateCommand(),
            new CompareCommand(),
            new BenchCommand(),
            new CheckCommand(),
            new TargetsCommand(),
            new MethodsCommand(),
            new CiteCommand(),
        ];
        foreach (ICommand command in commands)
        {
            command.Syntax.SetAction(_ => ExitCode.Done);
            root.Add(command.Syntax);
        }
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="host">Where it runs.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    internal static int Run(IReadOnlyList<string> arguments, Host host) => new CommandLine(host).Run(arguments);

    private int Run(IReadOnlyList<string> arguments)
    {
        ParseResult result = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        ICommand? command = Array.Find(commands, candidate => candidate.Syntax == result.CommandResult.Command);
        bool ours = command is not null && (result.Action == command.Syntax.Action || result.Action is ParseErrorAction);
        if (!ours && result.Action is not ParseErrorAction)
        {
            return result.Invoke(new InvocationConfiguration { Output = host.Output, Error = host.Error });
        }

        Problems problems = new();
        AddUnknownWords(result, problems);
        // Values cannot be asked for where the parser itself gave up, as after an option without its value.
        if (AddParserComplaints(result, problems) || command is null)
        {
            return Complain(problems, command is null ? Root : [.. Root, command.Syntax.Name]);
        }

        try
        {
            int code = command.Run(result, host, problems);
            return problems.Any ? Complain(problems, [.. Root, command.Syntax.Name]) : code;
        }
        catch (Exception exception) when (exception is ProblemException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            host.Error.WriteLine($"error: {exception.Message}");
            return exception is ProblemException problem ? problem.Code : ExitCode.Usage;
        }
        catch (Exception exception) when (TargetFile.Threw(exception))
        {
            host.Error.WriteLine($"error: {TargetFile.Describe(exception, "target file")}");
            return ExitCode.Usage;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            host.Error.WriteLine($"internal error: {exception}");
            host.Error.WriteLine("This is a bug in Samovar. Please report it with the lines above and the command that caused it.");
            return ExitCode.InternalError;
        }
    }

    private void AddUnknownWords(ParseResult result, Problems problems)
    {
        Command command = result.CommandResult.Command;
        IEnumerable<string> unknowns = result.UnmatchedTokens.Where((token, index) => !IsValueOfUnknownOption(result.UnmatchedTokens, index));
        foreach (string unknown in command == root ? unknowns.Take(1) : unknowns)
        {
            string[] options = [.. command.Options.Select(option => option.Name)];
            problems.Add(unknown.StartsWith('-') ? NearestName.Sentence("option", unknown, options)
                : command == root ? NearestName.Sentence("command", unknown, [.. commands.Select(candidate => candidate.Syntax.Name)])
                : $"'{unknown}' is one argument too many for '{command.Name}'.");
        }
    }

    private bool AddParserComplaints(ParseResult result, Problems problems)
    {
        string[] complaints =
        [
            .. result.Errors
                .Select(error => error.Message)
                .Where(message => result.CommandResult.Command != root && !result.UnmatchedTokens.Any(token => message.Contains($"'{token}'"))),
        ];
        Array.ForEach(complaints, problems.Add);
        return complaints.Length > 0;
    }

    private static bool IsValueOfUnknownOption(IReadOnlyList<string> tokens, int index) =>
        index > 0 && tokens[index - 1].StartsWith("--", StringComparison.Ordinal) && !tokens[index].StartsWith('-');

    private int Complain(Problems problems, string[] words)
    {
        IReadOnlyList<string> sentences = problems.Sentences;
        if (sentences.Count == 1)
        {
            host.Error.WriteLine($"error: {sentences[0]}");
        }
        else
        {
            host.Error.WriteLine($"error: {sentences.Count} problems; nothing was done.");
            for (int index = 0; index < sentences.Count; index++)
            {
                host.Error.WriteLine($"  {index + 1}. {sentences[index]}");
            }
        }

        host.Error.WriteLine($"See '{string.Join(' ', words)} --help'.");
        return problems.AreFindings ? ExitCode.Findings : ExitCode.Usage;
    }
}
