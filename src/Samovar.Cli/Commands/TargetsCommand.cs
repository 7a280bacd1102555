using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Targets;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>Lists targets, or describes one.</summary>
internal sealed class TargetsCommand : ICommand
{
    private readonly TargetSyntax target = new();
    private readonly Option<bool> json = SharedOptions.Json();

    internal TargetsCommand()
    {
        target.AddTo(Syntax);
        Syntax.Add(json);
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("targets", "List the built-in targets, or describe one: exact definition, known answers, traps.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        IdeaCatalogue catalogue = new(host.Assemblies);
        SortedDictionary<string, string> options = target.Options(arguments, problems);
        if (target.Name(arguments) is not { } name)
        {
            if (!problems.Any)
            {
                List(catalogue, host, arguments.GetValue(json));
            }

            return ExitCode.Done;
        }

        ITarget? found = new TargetResolver(catalogue).Resolve(name, host, options, problems);
        if (problems.Any || found is null)
        {
            return ExitCode.Usage;
        }

        IReadOnlyList<OptionEntry> known = catalogue.Targets.FirstOrDefault(entry => entry.Name == name) is { } entry ? OptionBinder.OptionsOf(entry.Type) : [];
        Describe(found, known, host, arguments.GetValue(json));
        return ExitCode.Done;
    }

    private static void List(IdeaCatalogue catalogue, Host host, bool asJson)
    {
        (CatalogueEntry Entry, ITarget? Instance, string Summary)[] rows = [.. catalogue.Targets.Select(Row)];
        if (asJson)
        {
            host.Output.WriteLine(JsonText.Of(rows.Select(row => new { name = row.Entry.Name, dimension = row.Instance?.Dimension, summary = row.Summary })));
            return;
        }

        Table table = ResultTables.Plain("target", "dimensions", "what it is");
        table.Columns[1].RightAligned();
        foreach ((CatalogueEntry entry, ITarget? instance, string summary) in rows)
        {
            ResultTables.AddRow(table, entry.Name, instance is null ? "–" : $"{instance.Dimension}", summary);
        }

        host.Console(host.Output).Write(table);
        host.Output.WriteLine();
        host.Output.WriteLine("More about one: samovar targets NAME. Your own: a C# file ending in 'Target.FromEnergy(2, x => …)'.");
    }

    private static (CatalogueEntry Entry, ITarget? Instance, string Summary) Row(CatalogueEntry entry)
    {
        Problems problems = new();
        ITarget? instance = (ITarget?)OptionBinder.Create(entry.Name, entry.Type, new Dictionary<string, string>(), problems);
        string summary = instance?.Capability<IHasCard>()?.Card.Summary ?? string.Join(' ', problems.Sentences);
        return (entry, instance, summary);
    }

    private static void Describe(ITarget found, IReadOnlyList<OptionEntry> options, Host host, bool asJson)
    {
        TargetCard? card = found.Capability<IHasCard>()?.Card;
        if (asJson)
        {
            host.Output.WriteLine(JsonText.Of(new { name = found.Name, dimension = found.Dimension, options = options.Select(option => option.Name), card }));
            return;
        }

        host.Output.WriteLine($"{found.Name}, {found.Dimension} {(found.Dimension == 1 ? "dimension" : "dimensions")}");
        if (card is not null)
        {
            Section(host, "Summary", [card.Summary]);
            Section(host, "Definition", [card.Definition]);
            Section(host, "Support", [card.Support]);
            Section(host, "Symmetries", card.Symmetries);
            Section(host, "log Z", [card.LogNormalizer]);
            Section(host, "Moments", card.Moments);
            Section(host, "Known answers", card.KnownAnswers);
            Section(host, "Reference draws", card.ReferenceDraws);
            Section(host, "Other definitions under this name", card.Variants);
            Section(host, "Traps", card.Traps);
            Section(host, "Source", [card.Source]);
        }

        Section(host, "Options", [.. options.Select(option => $"{option.Flag}  {option.Shape}{(option.IsRequired ? ", required" : string.Empty)}")]);
    }

    private static void Section(Host host, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            host.Output.WriteLine();
            host.Output.WriteLine(title);
            foreach (string line in lines)
            {
                host.Output.WriteLine($"  {line}");
            }
        }
    }
}
