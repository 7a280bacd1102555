using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Methods;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Lists methods, or describes one.</summary>
internal sealed class MethodsCommand : ICommand
{
    private readonly Argument<string?> wanted = new("METHOD") { Description = "Name of one method, to see its options.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> json = SharedOptions.Json();

    internal MethodsCommand()
    {
        Syntax.Add(wanted);
        Syntax.Add(json);
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("methods", "List the methods, those that train and those that draw directly; or describe one.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        IdeaCatalogue catalogue = new(host.Assemblies);
        Row[] trained = [.. catalogue.Methods.Select(entry => Row.Of(entry, IdeaCatalogue.Create<IMethod>(entry)))];
        Row[] fromData = [.. catalogue.DataMethods.Select(entry => Row.Of(entry, IdeaCatalogue.Create<IDataMethod>(entry)))];
        Row[] direct = [.. catalogue.DirectMethods.Select(entry => Row.Of(entry, catalogue.DirectMethod(entry.Name, Row.Nothing, problems)!))];
        string? name = arguments.GetValue(wanted);
        Row[] all = [.. trained, .. fromData, .. direct];
        Row[] chosen = [.. all.Where(row => row.Name == name)];
        if (name is not null && chosen.Length == 0)
        {
            problems.Add(NearestName.Sentence("method", name, [.. all.Select(row => row.Name).Distinct()]));
        }

        if (problems.Any)
        {
            return ExitCode.Usage;
        }

        if (arguments.GetValue(json))
        {
            host.Output.WriteLine(chosen.Length == 1 ? JsonText.Of(chosen[0]) : JsonText.Of((chosen.Length == 0 ? all : chosen).OrderBy(row => row.Name, StringComparer.Ordinal)));
        }
        else if (chosen.Length > 0)
        {
            // A method that learns from energies and from data has the same options for both.
            Array.ForEach(chosen[..^1], row => Describe(row with { Options = [] }, host));
            Describe(chosen[^1], host);
        }
        else
        {
            List((trained, fromData, direct), host);
        }

        return ExitCode.Done;
    }

    private static void List((Row[] Trained, Row[] FromData, Row[] Direct) methods, Host host)
    {
        IAnsiConsole console = host.Console(host.Output);
        ListTrained("Train a sampler: samovar train TARGET --method NAME", methods.Trained, console, host);
        if (methods.FromData.Length > 0)
        {
            host.Output.WriteLine();
            ListTrained("Learn from data: samovar train --data FILE.csv --method NAME", methods.FromData, console, host);
        }

        Row[] direct = methods.Direct;
        if (direct.Length > 0)
        {
            host.Output.WriteLine();
            host.Output.WriteLine("Draw without training: samovar sample TARGET --method NAME");
            Table table = ResultTables.Plain("method", "what it does", "options", "source");
            foreach (Row row in direct)
            {
                ResultTables.AddRow(table, row.Name, row.Summary, string.Join(", ", row.Options.Select(option => option.Name)), row.Paper);
            }

            console.Write(table);
        }

        host.Output.WriteLine();
        host.Output.WriteLine("More about one: samovar methods NAME.");
    }

    private static void ListTrained(string title, Row[] rows, IAnsiConsole console, Host host)
    {
        host.Output.WriteLine(title);
        Table table = ResultTables.Plain("method", "what it does", "presets", "source");
        foreach (Row row in rows)
        {
            ResultTables.AddRow(table, row.Name, row.Summary, string.Join(", ", row.Presets), row.Paper);
        }

        console.Write(table);
    }

    private static void Describe(Row row, Host host)
    {
        host.Output.WriteLine($"{row.Name}: {row.Summary}");
        host.Output.WriteLine();
        host.Output.WriteLine(row.Kind switch
        {
            Row.Direct => $"Draws without training: samovar sample TARGET --method {row.Name}",
            Row.Data => $"Learns from data: samovar train --data FILE.csv --method {row.Name}",
            _ => $"Trains a sampler: samovar train TARGET --method {row.Name}",
        });
        if (row.Presets.Count > 0)
        {
            host.Output.WriteLine($"Presets: {string.Join(", ", row.Presets)}");
        }

        host.Output.WriteLine($"Source: {row.Source.Authors}. {row.Source.Title}. {row.Paper}");
        if (row.Options.Count > 0)
        {
            host.Output.WriteLine();
            Table table = ResultTables.Plain("option", "value", "default");
            foreach (OptionRow option in row.Options)
            {
                ResultTables.AddRow(table, $"--{option.Name}", option.Shape, option.Default ?? "chosen by the method");
            }

            host.Console(host.Output).Write(table);
        }
    }

    private sealed record OptionRow(string Name, string Shape, string? Default)
    {
        internal static OptionRow[] Of(CatalogueEntry entry)
        {
            SortedDictionary<string, string> defaults = OptionBinder.Effective(entry.Type, Row.Nothing);
            return [.. OptionBinder.OptionsOf(entry.Type).Select(option => new OptionRow(option.Name, option.Shape, defaults.GetValueOrDefault(option.Name)))];
        }
    }

    private sealed record Row(
        string Name, string Kind, string Summary, IReadOnlyList<string> Presets, IReadOnlyList<OptionRow> Options, Citation Source)
    {
        internal const string Direct = "direct";
        internal const string Data = "data";

        internal static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

        [System.Text.Json.Serialization.JsonIgnore]
        public string Paper => $"{Source.Identifier} ({Source.Year})";

        internal static Row Of(CatalogueEntry entry, IMethod method) => new(entry.Name, "trained", method.Summary, method.Presets, OptionRow.Of(entry), method.Source);

        internal static Row Of(CatalogueEntry entry, IDataMethod method) => new(entry.Name, Data, method.Summary, method.Presets, OptionRow.Of(entry), method.Source);

        internal static Row Of(CatalogueEntry entry, IDirectMethod method) => new(entry.Name, Direct, method.Summary, [], OptionRow.Of(entry), method.Source);
    }
}
