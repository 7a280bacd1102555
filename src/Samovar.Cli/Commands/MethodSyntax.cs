using System.CommandLine;
using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Commands;

/// <summary>The options that say which method draws, and how: every option of every such method is one of the command line.</summary>
internal sealed class MethodSyntax
{
    private readonly Option<string?> method;

    private readonly Option<string?>[] options;

    /// <summary>Finds the options.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="description">What naming one does.</param>
    internal MethodSyntax(IEnumerable<CatalogueEntry> methods, string description)
    {
        method = SharedOptions.Text("--method", "NAME", description);
        options =
        [
            .. from entry in methods
               from option in OptionBinder.OptionsOf(entry.Type)
               group (Method: entry.Name, option.Shape) by option.Name into same
               orderby same.Key
               select SharedOptions.Text(
                   $"--{same.Key}", "VALUE", $"Of {string.Join(", ", same.Select(use => use.Method))}: {same.First().Shape}."),
        ];
    }

    /// <summary>Adds the options to a command: which method, then the other options of the command, then those of the methods.</summary>
    /// <param name="command">The command.</param>
    /// <param name="own">Other options of the command.</param>
    /// <exception cref="InvalidOperationException">A method's option is called like one of the command.</exception>
    internal void AddTo(Command command, params Option[] own)
    {
        foreach (Option option in (Option[])[method, .. own, .. options])
        {
            if (command.Options.Any(other => other.Name == option.Name))
            {
                throw new InvalidOperationException($"A method has an option '{option.Name}', but that is one of 'samovar {command.Name}'. Rename the property.");
            }

            command.Add(option);
        }
    }

    /// <summary>The method's name, or null if none was given.</summary>
    internal string? Name(ParseResult arguments) => arguments.GetValue(method);

    /// <summary>The method's options by name.</summary>
    internal SortedDictionary<string, string> Options(ParseResult arguments)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (Option<string?> option in options)
        {
            if (arguments.GetValue(option) is { } value)
            {
                values[option.Name[2..]] = value;
            }
        }

        return values;
    }
}
