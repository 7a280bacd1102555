using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Samovar.Cli.Bench;

/// <summary>Reads a suite file and tells everything that is wrong with its form, with line and column.</summary>
/// <param name="problems">Takes everything that is wrong.</param>
internal sealed class SuiteReader(Problems problems)
{
    private const string Example = "targets: [mog40]\n  methods: [pt, dikl]\n  seeds: [1, 2, 3]\n  budget: { evaluations: 20M }";

    /// <summary>Reads.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="file">The file, as the user calls it.</param>
    /// <returns>The suite; to be thrown away if there are problems.</returns>
    internal BenchSuite? Read(string text, string file)
    {
        YamlStream stream = [];
        Parser parser = new(new StringReader(text));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException exception)
        {
            problems.Add($"{new Place(file, exception.Start.Line, exception.Start.Column)}: this is not YAML: {exception.Message.TrimEnd('.')}.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner gives up in this way, without a place, where a bracket is never closed; the last token that it read is the nearest there is.
            Mark near = parser.Current?.End ?? Mark.Empty;
            problems.Add($"{new Place(file, near.Line, near.Column)}: this is not YAML; after here a bracket, a brace or a quote is not closed.");
            return null;
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            problems.Add($"{file}:1:1: a suite is one document with names and values, such as:\n  {Example}");
            return null;
        }

        return Read(new SuiteMap(root, file, problems), Path.GetFileNameWithoutExtension(file));
    }

    private BenchSuite Read(SuiteMap map, string name)
    {
        SuiteTarget[] targets = [.. Many(map, "targets", "mog40").Select(item => Target(map, item)).OfType<SuiteTarget>()];
        SuiteMethod[] methods = [.. Many(map, "methods", "pt").Select(item => Method(map, item)).OfType<SuiteMethod>()];
        BenchSuite suite = new(map.Text("name") ?? name, targets, methods, Seeds(map))
        {
            Budget = Budget(map),
            Draws = Whole(map, "draws", (2, 1_000_000), 1_000),
            Repeats = Whole(map, "repeats", (1, 1_000), 3),
            Show = map.Texts("show") ?? [],
            Quality = map.Text("quality"),
        };
        if (suite.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"-_.".Contains(letter)))
        {
            problems.Add($"{map.PlaceOf("name")}: 'name' is '{suite.Name}'; it names a folder, so it should have letters, digits, '-', '_' and '.' alone.");
        }

        AddTwins(targets.Select(target => (target.Label, target.Place)), "target");
        AddTwins(methods.Select(method => (method.Label, method.Place)), "method");
        map.Finish();
        return suite;
    }

    private IReadOnlyList<YamlNode> Many(SuiteMap map, string key, string example)
    {
        IReadOnlyList<YamlNode>? items = map.Items(key);
        if (items is not { Count: > 0 })
        {
            problems.Add($"{map.PlaceOf(key)}: the suite has no {key}. Add some: {key}: [{example}]");
        }

        return items ?? [];
    }

    private SuiteTarget? Target(SuiteMap root, YamlNode item)
    {
        if (item is not YamlMappingNode node)
        {
            return root.Scalar(item, "a target") is { } simple ? new SuiteTarget(LabelOf(simple), simple, new(StringComparer.Ordinal), root.Of(item)) : null;
        }

        SuiteMap map = new(node, root.Place.File, problems);
        string? name = Named(map, "target");
        SortedDictionary<string, string> options = map.Inner("options")?.Options() ?? new(StringComparer.Ordinal);
        string? label = Label(map, name);
        map.Finish();
        return name is null ? null : new SuiteTarget(label ?? LabelOf(name), name, options, map.Place);
    }

    private SuiteMethod? Method(SuiteMap root, YamlNode item)
    {
        if (item is not YamlMappingNode node)
        {
            return root.Scalar(item, "a method") is { } simple ? new SuiteMethod(simple, simple, new(StringComparer.Ordinal), root.Of(item)) : null;
        }

        SuiteMap map = new(node, root.Place.File, problems);
        string? name = Named(map, "method");
        SortedDictionary<string, string> options = map.Inner("options")?.Options() ?? new(StringComparer.Ordinal);
        string? label = Label(map, name);
        (string? preset, string? steps) = (map.Text("preset"), map.Text("steps"));
        map.Finish();
        return name is null ? null : new SuiteMethod(label ?? name, name, options, map.Place) { Preset = preset, Steps = steps };
    }

    private string? Named(SuiteMap map, string key)
    {
        string? name = map.Text(key);
        if (name is null)
        {
            problems.Add($"{map.Place}: this {key} has no name. Write {key}: NAME.");
        }

        return name;
    }

    private string? Label(SuiteMap map, string? name)
    {
        string? label = map.Text("label");
        if (label is not null && label != LabelOf(label))
        {
            problems.Add($"{map.PlaceOf("label")}: 'label' is '{label}'; it is part of a folder's name, so it should have letters, digits, '-', '_' and '.' alone.");
        }

        return label ?? (name is null ? null : LabelOf(name));
    }

    /// <summary>A name as part of a folder's name.</summary>
    private static string LabelOf(string name) =>
        string.Concat((name.EndsWith(".cs", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name).Select(letter =>
            char.IsAsciiLetterOrDigit(letter) || "-_.".Contains(letter) ? letter : '-'));

    private ulong[] Seeds(SuiteMap map)
    {
        IReadOnlyList<string> texts = map.Texts("seeds") ?? ["1", "2", "3"];
        List<ulong> seeds = [];
        foreach (string text in texts)
        {
            if (!ulong.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out ulong seed))
            {
                problems.Add($"{map.PlaceOf("seeds")}: '{text}' is no seed; 'seeds' should be whole numbers such as [1, 2, 3].");
            }
            else if (seeds.Contains(seed))
            {
                problems.Add($"{map.PlaceOf("seeds")}: seed {seed} is there twice. Leave one out.");
            }
            else
            {
                seeds.Add(seed);
            }
        }

        return [.. seeds];
    }

    private SuiteBudget Budget(SuiteMap root)
    {
        if (root.Inner("budget") is not { } map)
        {
            return new SuiteBudget(null, null);
        }

        SuiteBudget budget = new(map.Text("evaluations"), map.Text("time"));
        problems.At($"{map.PlaceOf("evaluations")}", own => Values.Count("'evaluations'", budget.Evaluations, own));
        problems.At($"{map.PlaceOf("time")}", own => Values.Duration("'time'", budget.Time, own));
        map.Finish();
        return budget;
    }

    private int Whole(SuiteMap map, string key, (int Least, int Most) range, int standard)
    {
        int value = standard;
        string? text = map.Text(key);
        problems.At($"{map.PlaceOf(key)}", own => value = Values.Whole($"'{key}'", text, range, standard, own) ?? standard);
        return value;
    }

    private void AddTwins(IEnumerable<(string Label, Place Place)> entries, string kind)
    {
        foreach (IGrouping<string, (string Label, Place Place)> twins in entries.GroupBy(entry => entry.Label).Where(group => group.Count() > 1))
        {
            problems.Add($"{twins.ElementAt(1).Place}: {kind} '{twins.Key}' is there twice, first at {twins.First().Place}. Give one of them another label: {{ {kind}: …, label: NAME }}.");
        }
    }
}
