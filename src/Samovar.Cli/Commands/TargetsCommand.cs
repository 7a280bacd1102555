using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Data;
using Samovar.Targets;
using Spectre.Console;
using TableColumn = Samovar.Data.TableColumn;

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

        Subject? found = new SubjectResolver(catalogue).Resolve(name, host, options, problems);
        if (problems.Any || found is null)
        {
            return ExitCode.Usage;
        }

        IReadOnlyList<OptionEntry> known = catalogue.Targets.Concat(catalogue.DataSources).FirstOrDefault(entry => entry.Name == name) is { } entry
            ? OptionBinder.OptionsOf(entry.Type)
            : [];
        if (found is not DensitySubject { Target: { } density })
        {
            Describe(name, ((DataSubject)found).Data, known, host, arguments.GetValue(json));
            return ExitCode.Done;
        }

        Describe(density, known, host, arguments.GetValue(json));
        return ExitCode.Done;
    }

    private static void List(IdeaCatalogue catalogue, Host host, bool asJson)
    {
        (CatalogueEntry Entry, ITarget? Instance, string Summary)[] rows = [.. catalogue.Targets.Select(Row)];
        if (asJson)
        {
            var targets = rows.Select(row => new { name = row.Entry.Name, dimension = row.Instance?.Dimension, summary = row.Summary });
            var sources = Sources(catalogue).Select(source => new { name = source.Name, dimension = (int?)source.Dimension, summary = $"data set: {source.Definition}" });
            host.Output.WriteLine(JsonText.Of(targets.Concat(sources)));
            return;
        }

        Table table = ResultTables.Plain("target", "dimensions", "what it is");
        table.Columns[1].RightAligned();
        foreach ((CatalogueEntry entry, ITarget? instance, string summary) in rows)
        {
            ResultTables.AddRow(table, entry.Name, instance is null ? "–" : $"{instance.Dimension}", summary);
        }

        host.Console(host.Output).Write(table);
        Table data = ResultTables.Plain("data set", "dimensions", "what it is");
        data.Columns[1].RightAligned();
        foreach (IDataSource source in Sources(catalogue))
        {
            ResultTables.AddRow(data, source.Name, $"{source.Dimension}", source.Definition);
        }

        if (catalogue.DataSources.Count > 0)
        {
            host.Output.WriteLine();
            host.Output.WriteLine("Rows to learn from: samovar train NAME --method sd-flow, or --data FILE.csv for your own.");
            host.Console(host.Output).Write(data);
        }

        host.Output.WriteLine();
        host.Output.WriteLine("More about one: samovar targets NAME. Your own: a C# file ending in 'Target.FromEnergy(2, x => …)'.");
    }

    private static IEnumerable<IDataSource> Sources(IdeaCatalogue catalogue) =>
        catalogue.DataSources.Select(entry => (IDataSource)OptionBinder.Create(entry.Name, entry.Type, new Dictionary<string, string>(), new Problems())!);

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

    private static void Describe(string name, DataSet data, IReadOnlyList<OptionEntry> options, Host host, bool asJson)
    {
        string? definition = data.Capability<IDataSource>()?.Definition;
        if (asJson)
        {
            host.Output.WriteLine(JsonText.Of(new { name, dimension = data.Dimension, options = options.Select(option => option.Name), definition, data = data.Record }));
            return;
        }

        host.Output.WriteLine($"{name}, rows of {data.Dimension} {(data.Dimension == 1 ? "coordinate" : "coordinates")} to learn from");
        Section(host, "Definition", definition is null ? [] : [definition]);
        Section(host, "Columns", [.. data.Layout?.Columns.Select(Words) ?? []]);
        Section(host, "Rows", data.Record is { } record ? [$"{record.TrainingRows} to learn from, {record.HeldOutRows} held out, {record.DroppedRows} dropped"] : []);
        Section(host, "Options", [.. options.Select(option => $"{option.Flag}  {option.Shape}")]);
    }

    private static string Words(TableColumn column) => column.Kind switch
    {
        ColumnKind.Category => $"{column.Name}  one of {string.Join(", ", column.Values.Take(8))}{(column.Values.Count > 8 ? $" and {column.Values.Count - 8} more" : string.Empty)}",
        ColumnKind.Constant => $"{column.Name}  always {column.Values[0]}",
        ColumnKind.Whole => $"{column.Name}  whole numbers",
        _ => $"{column.Name}  numbers",
    };

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
