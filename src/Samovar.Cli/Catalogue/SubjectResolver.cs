using Samovar.Cli.Commands;
using Samovar.Data;
using Samovar.Targets;

namespace Samovar.Cli.Catalogue;

/// <summary>Turns what the user calls a target or a data set into one.</summary>
/// <param name="catalogue">What is built in.</param>
internal sealed class SubjectResolver(IdeaCatalogue catalogue)
{
    /// <summary>The option, and the role among a run's inputs, that is the data file.</summary>
    internal const string DataOption = "data";

    private readonly TargetResolver targets = new(catalogue);

    /// <summary>True if a name is that of data: a built-in source, or a file of rows.</summary>
    internal bool IsData(string name) => IsTable(name) || IdeaCatalogue.Find(catalogue.DataSources, name) is not null;

    /// <summary>True if a name is a file of rows.</summary>
    internal static bool IsTable(string name) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a subject as the user names it, files relative to the host's folder.</summary>
    /// <param name="name">A catalogue name, or a path ending in ".cs", ".csv" or ".npy".</param>
    /// <param name="host">Where the command runs.</param>
    /// <param name="options">Its options by name.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The subject, or null if something is wrong.</returns>
    internal Subject? Resolve(string name, Host host, IReadOnlyDictionary<string, string> options, Problems problems)
    {
        if (IsData(name))
        {
            return Data(name, host.FullPath(name), options, problems);
        }

        if (!TargetFile.IsFile(name) && IdeaCatalogue.Find(catalogue.Targets, name) is null)
        {
            problems.Add(Path.HasExtension(name)
                ? $"'{name}' is of no kind that is read: rows to learn from are comma-separated text (.csv) or a matrix of numpy (.npy), targets are C# (.cs). Save it as one of these."
                : NearestName.Sentence("target", name, [.. catalogue.Targets.Concat(catalogue.DataSources).Select(entry => entry.Name)])
                + " A file ending in '.cs' is a target too, one ending in '.csv' or '.npy' is data.");
            return null;
        }

        return Density(targets.Resolve(name, host, options, problems));
    }

    /// <summary>Makes the subject of an existing run.</summary>
    /// <param name="name">What it was called.</param>
    /// <param name="path">Where its file is, in full; ignored where there is none.</param>
    /// <param name="options">Its options by name; files in full.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The subject, or null if something is wrong.</returns>
    internal Subject? Resolve(string name, string path, IReadOnlyDictionary<string, string> options, Problems problems) => IsData(name)
        ? Data(name, path, options, problems)
        : Density(targets.Resolve(name, path, options, problems));

    private DataSubject? Data(string name, string path, IReadOnlyDictionary<string, string> options, Problems problems)
    {
        if (IsTable(name))
        {
            Dictionary<string, string> all = new(options, StringComparer.Ordinal) { [DataOption] = path };
            return OptionBinder.Create(name, typeof(DataSet), all, problems) is DataSet table ? new DataSubject(table) : null;
        }

        CatalogueEntry entry = IdeaCatalogue.Find(catalogue.DataSources, name)!;
        return OptionBinder.Create(name, entry.Type, options, problems) is IDataSource source ? new DataSubject(DataSet.Of(source)) : null;
    }

    private static DensitySubject? Density(ITarget? target) => target is null ? null : new DensitySubject(target);
}
