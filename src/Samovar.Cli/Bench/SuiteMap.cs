using Samovar.Cli.Catalogue;
using YamlDotNet.RepresentationModel;

namespace Samovar.Cli.Bench;

/// <summary>One mapping of a suite file, read key by key; what is wrong is told with its line and column.</summary>
/// <param name="node">The mapping.</param>
/// <param name="file">The file, as the user calls it.</param>
/// <param name="problems">Takes everything that is wrong.</param>
internal sealed class SuiteMap(YamlMappingNode node, string file, Problems problems)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>Where the mapping begins.</summary>
    internal Place Place => Of(node);

    /// <summary>A single value, or null where the key is absent.</summary>
    internal string? Text(string key) => Find(key) is not { } value ? null : Scalar(value, $"'{key}'");

    /// <summary>The place of a key's value, or of the mapping where the key is absent.</summary>
    internal Place PlaceOf(string key) => Of(Find(key) ?? node);

    /// <summary>The items of a list; a single item may stand without brackets; null where the key is absent.</summary>
    internal IReadOnlyList<YamlNode>? Items(string key) => Find(key) switch
    {
        null => null,
        YamlSequenceNode list => [.. list.Children],
        { } single => [single],
    };

    /// <summary>Single values in a list; null where the key is absent.</summary>
    internal IReadOnlyList<string>? Texts(string key) => Items(key)?.Select(item => Scalar(item, $"an item of '{key}'")).OfType<string>().ToArray();

    /// <summary>A mapping inside this one, or null where the key is absent.</summary>
    internal SuiteMap? Inner(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value is YamlMappingNode mapping)
        {
            return new SuiteMap(mapping, file, problems);
        }

        problems.Add($"{Of(value)}: '{key}' should hold names and values, such as {key}: {{ name: value }}.");
        return null;
    }

    /// <summary>All keys with single values, as options of a target or a method.</summary>
    internal SortedDictionary<string, string> Options()
    {
        SortedDictionary<string, string> options = new(StringComparer.Ordinal);
        foreach (YamlNode key in node.Children.Keys)
        {
            if (key is YamlScalarNode { Value: { } name } && Text(name) is { } value)
            {
                options[name] = value;
            }
        }

        return options;
    }

    /// <summary>Complains about keys that nobody asked for.</summary>
    internal void Finish()
    {
        foreach (YamlNode key in node.Children.Keys)
        {
            string name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (!asked.Contains(name))
            {
                string near = NearestName.Of(name, asked) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
                problems.Add($"{Of(key)}: there is no '{name}' here.{near} Known: {string.Join(", ", asked.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    /// <summary>Where a node begins.</summary>
    internal Place Of(YamlNode place) => new(file, place.Start.Line, place.Start.Column);

    /// <summary>The text of a node that should be a single value.</summary>
    internal string? Scalar(YamlNode value, string what)
    {
        if (value is YamlScalarNode { Value: { Length: > 0 } text })
        {
            return text;
        }

        problems.Add($"{Of(value)}: {what} should be a single value.");
        return null;
    }

    private YamlNode? Find(string key)
    {
        asked.Add(key);
        return node.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode scalar && scalar.Value == key).Value;
    }
}
