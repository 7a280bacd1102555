using Samovar.Cli.Commands;
using Samovar.Targets;

namespace Samovar.Cli.Catalogue;

/// <summary>Turns what the user calls a target into one.</summary>
/// <param name="catalogue">The built-in targets.</param>
internal sealed class TargetResolver(IdeaCatalogue catalogue)
{
    /// <summary>Makes a target as the user names it, files relative to the host's folder.</summary>
    /// <param name="name">A catalogue name, or a path ending in ".cs".</param>
    /// <param name="host">Where the command runs.</param>
    /// <param name="options">The target's options by name.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The target, or null if something is wrong.</returns>
    internal ITarget? Resolve(string name, Host host, IReadOnlyDictionary<string, string> options, Problems problems)
    {
        Dictionary<string, string> located = new(options, StringComparer.Ordinal);
        foreach (string file in FileOptions(name).Where(located.ContainsKey))
        {
            located[file] = host.FullPath(located[file]);
        }

        return Resolve(name, host.FullPath(name), located, problems);
    }

    /// <summary>Makes a target.</summary>
    /// <param name="name">A catalogue name, or a path ending in ".cs".</param>
    /// <param name="path">Where the file of a ".cs" target is, in full; ignored otherwise.</param>
    /// <param name="options">The target's options by name; files in full.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The target, or null if something is wrong.</returns>
    internal ITarget? Resolve(string name, string path, IReadOnlyDictionary<string, string> options, Problems problems)
    {
        if (TargetFile.IsFile(name))
        {
            return FromFile(name, path, options, problems);
        }

        if (catalogue.Targets.FirstOrDefault(entry => entry.Name == name) is { } found)
        {
            return (ITarget?)OptionBinder.Create(name, found.Type, options, problems);
        }

        problems.Add(SubjectResolver.IsTable(name) || IdeaCatalogue.Find(catalogue.DataSources, name) is not null
            ? $"'{name}' is a data set, which has no energy, and an energy is needed here. Learn from it: samovar train {Phrases.Word(name)} --method NAME"
            : NearestName.Sentence("target", name, [.. catalogue.Targets.Select(entry => entry.Name)]) + " A file ending in '.cs' is a target too.");
        return null;
    }

    /// <summary>The options of a target that name files.</summary>
    internal IEnumerable<string> FileOptions(string name) =>
        catalogue.Targets.FirstOrDefault(entry => entry.Name == name) is { } found
            ? OptionBinder.OptionsOf(found.Type).Where(option => option.IsFile).Select(option => option.Name)
            : [];

    private static ITarget? FromFile(string name, string path, IReadOnlyDictionary<string, string> options, Problems problems)
    {
        if (options.Count > 0)
        {
            string given = string.Join(", ", options.Keys.Select(key => $"'{key}'"));
            problems.Add($"The target file '{name}' takes no options, but {given} was given. Write the values into the file.");
            return null;
        }

        try
        {
            return TargetFile.Load(path, name);
        }
        catch (TargetFileException exception)
        {
            problems.Add(exception.Message);
            return null;
        }
    }
}
