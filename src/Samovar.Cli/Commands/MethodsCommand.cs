using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Methods;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Lists methods.</summary>
internal sealed class MethodsCommand : ICommand
{
    private readonly Option<bool> json = SharedOptions.Json();

    internal MethodsCommand() => Syntax.Add(json);

    /// <inheritdoc/>
    public Command Syntax { get; } = new("methods", "List the methods with their presets and papers.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        if (problems.Any)
        {
            return ExitCode.Usage;
        }

        IReadOnlyList<CatalogueEntry> entries = new IdeaCatalogue(host.Assemblies).Methods;
        (string Name, IMethod Method)[] rows = [.. entries.Select(entry => (entry.Name, IdeaCatalogue.Create<IMethod>(entry)))];
        if (arguments.GetValue(json))
        {
            host.Output.WriteLine(JsonText.Of(rows.Select(row => new
            {
                name = row.Name,
                summary = row.Method.Summary,
                presets = row.Method.Presets,
                source = row.Method.Source,
            })));
            return ExitCode.Done;
        }

        Table table = ResultTables.Plain("method", "what it does", "presets", "source");
        foreach ((string name, IMethod method) in rows)
        {
            ResultTables.AddRow(table, name, method.Summary, string.Join(", ", method.Presets), $"{method.Source.Identifier} ({method.Source.Year})");
        }

        host.Console(host.Output).Write(table);
        return ExitCode.Done;
    }
}
