using System.CommandLine;

namespace Samovar.Cli.Commands;

/// <summary>Options that several commands have, worded once.</summary>
internal static class SharedOptions
{
    /// <summary>Output for machines.</summary>
    internal static Option<bool> Json() => new("--json") { Description = "Print one JSON document for machines, nothing else." };

    /// <summary>No output.</summary>
    internal static Option<bool> Quiet() => new("--quiet") { Description = "Print nothing but errors." };

    /// <summary>A text whose form is verified later, together with everything else.</summary>
    internal static Option<string?> Text(string name, string shape, string description) => new(name) { HelpName = shape, Description = description };

    /// <summary>A budget of evaluations.</summary>
    internal static Option<string?> Evaluations(string description) => Text("--max-evaluations", "N", description);

    /// <summary>Whether findings make the command fail.</summary>
    internal static Option<bool> Strict() => new("--strict") { Description = "Exit with code 4 if there is any amber or red finding." };

    /// <summary>Folder of a run.</summary>
    internal static Argument<string?> Run() =>
        new("RUN") { Description = "Folder of a run, as made by 'samovar train' or 'samovar sample'.", Arity = ArgumentArity.ZeroOrOne };
}

/// <summary>The options that say which target is meant.</summary>
/// <param name="name">What the argument is called in the help.</param>
/// <param name="description">What the argument is.</param>
internal sealed class TargetSyntax(
    string name = "TARGET", string description = "Name of a target (see 'samovar targets'), or a C# file such as double-well.cs.")
{
    private readonly Argument<string?> target = new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> data = SharedOptions.Text("--data", "FILE", "Data file: of a target that has one, such as 'logistic'; without a target, the rows to learn from (.csv or .npy).");
    private readonly Option<string?> dimension = SharedOptions.Text("--dimension", "N", "Number of coordinates, for targets that come in several.");
    private readonly Option<string[]> options = new("--option")
    {
        HelpName = "NAME=VALUE",
        Description = "Any other option of the target; may be given several times.",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Add(target);
        command.Add(data);
        command.Add(dimension);
        command.Add(options);
    }

    /// <summary>The target's name, or null if none was given.</summary>
    internal string? Name(ParseResult arguments) => arguments.GetValue(target);

    /// <summary>What to learn, a target or data, and its options by name: a data file without a target is what to learn itself.</summary>
    internal (string? Name, SortedDictionary<string, string> Options) Subject(ParseResult arguments, Catalogue.Problems problems)
    {
        SortedDictionary<string, string> values = Options(arguments, problems);
        string? named = Name(arguments);
        return named is null && values.Remove(data.Name[2..], out string? file) ? (file, values) : (named, values);
    }

    /// <summary>The target's options by name.</summary>
    internal SortedDictionary<string, string> Options(ParseResult arguments, Catalogue.Problems problems)
    {
        SortedDictionary<string, string> values = Values.Named(arguments.GetValue(options) ?? [], problems);
        foreach (Option<string?> own in new[] { data, dimension })
        {
            if (arguments.GetValue(own) is { } value && !values.TryAdd(own.Name[2..], value))
            {
                problems.Add($"{own.Name} and --option {own.Name[2..]}=… say the same thing twice. Leave one out.");
            }
        }

        return values;
    }
}
