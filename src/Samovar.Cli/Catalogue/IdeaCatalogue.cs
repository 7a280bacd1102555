using System.Reflection;
using Samovar.Data;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Catalogue;

/// <summary>An idea that announced itself with <see cref="CataloguedAttribute"/>.</summary>
/// <param name="Name">The name for the command line.</param>
/// <param name="Type">The class.</param>
internal sealed record CatalogueEntry(string Name, Type Type);

/// <summary>Everything that the command line knows by name, found by reflection: adding an idea edits no list.</summary>
internal sealed class IdeaCatalogue
{
    private readonly CatalogueEntry[] entries;

    /// <summary>Searches assemblies.</summary>
    /// <param name="assemblies">Where to look.</param>
    /// <exception cref="InvalidOperationException">Two ideas of one kind have the same name.</exception>
    internal IdeaCatalogue(IEnumerable<Assembly> assemblies)
    {
        entries =
        [
            .. from assembly in assemblies.Distinct()
               from type in assembly.GetTypes()
               where type is { IsClass: true, IsAbstract: false }
               let mark = type.GetCustomAttribute<CataloguedAttribute>(inherit: false)
               where mark is not null
               orderby mark.Name
               select new CatalogueEntry(mark.Name, type),
        ];
        Targets = OfKind<ITarget>();
        Methods = OfKind<IMethod>();
        DirectMethods = OfKind<IDirectMethod>();
        DataSources = OfKind<IDataSource>();
        OneNameEach([.. Targets, .. DataSources]);
        DataMethods = OfKind<IDataMethod>();
        OneNameEach([.. TrainedMethods, .. DirectMethods]);
        Metrics = OfKind<IMetric>();
        DataMetrics = OfKind<IDataMetric>();
        EnergyMetrics = OfKind<IEnergyMetric>();
        Checks = OfKind<IRunCheck>();
    }

    /// <summary>Densities to sample, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Targets { get; }

    /// <summary>Built-in data sets, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> DataSources { get; }

    /// <summary>Methods that train a sampler from an energy, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Methods { get; }

    /// <summary>Methods that train a sampler from data, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> DataMethods { get; }

    /// <summary>Methods that draw without training, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> DirectMethods { get; }

    /// <summary>Metrics of draws against a target, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Metrics { get; }

    /// <summary>Metrics of draws against data, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> DataMetrics { get; }

    /// <summary>Metrics of learned energies, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> EnergyMetrics { get; }

    /// <summary>Checks of runs, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Checks { get; }

    /// <summary>Methods that train a sampler, from energies, from data or from both.</summary>
    internal IEnumerable<CatalogueEntry> TrainedMethods => Methods.Union(DataMethods);

    /// <summary>A method that trains, or null and the problems.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options by name.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    internal Learner? Method(string name, IReadOnlyDictionary<string, string> options, Problems problems)
    {
        if ((Find(Methods, name) ?? Find(DataMethods, name)) is { } found)
        {
            return OptionBinder.Create(name, found.Type, options, problems) is { } made ? new Learner(name, made as IMethod, made as IDataMethod) : null;
        }

        problems.Add(Find(DirectMethods, name) is null
            ? UnknownMethod(name)
            : $"Method '{name}' draws without training. Run: samovar sample TARGET --method {name}");
        return null;
    }

    /// <summary>A method that draws without training, or null and the problems.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options by name.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    internal IDirectMethod? DirectMethod(string name, IReadOnlyDictionary<string, string> options, Problems problems)
    {
        if (Find(DirectMethods, name) is { } found)
        {
            return (IDirectMethod?)OptionBinder.Create(name, found.Type, options, problems);
        }

        problems.Add(Find(Methods, name) is null && Find(DataMethods, name) is null
            ? UnknownMethod(name)
            : $"Method '{name}' draws only after training. Run: samovar train TARGET --method {name}");
        return null;
    }

    /// <summary>The paper of a method of either kind, or null and the problem.</summary>
    internal Citation? Source(string method, Problems problems) => Find(DirectMethods, method) is { } direct
        ? ((IDirectMethod?)OptionBinder.Create(method, direct.Type, new Dictionary<string, string>(), problems))?.Source
        : Method(method, new Dictionary<string, string>(), problems)?.Source;

    /// <summary>An entry by name, or null.</summary>
    internal static CatalogueEntry? Find(IReadOnlyList<CatalogueEntry> entries, string name) => entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Makes an idea that needs no options.</summary>
    internal static T Create<T>(CatalogueEntry entry) => (T)Activator.CreateInstance(entry.Type)!;

    private string UnknownMethod(string name) =>
        NearestName.Sentence("method", name, [.. TrainedMethods.Concat(DirectMethods).Select(entry => entry.Name)]);

    private IReadOnlyList<CatalogueEntry> OfKind<T>() => OneNameEach([.. entries.Where(entry => typeof(T).IsAssignableFrom(entry.Type))]);

    private static IReadOnlyList<CatalogueEntry> OneNameEach(IReadOnlyList<CatalogueEntry> found) =>
        found.GroupBy(entry => entry.Name).FirstOrDefault(group => group.Count() > 1) is { } clash
            ? throw new InvalidOperationException(
                $"{string.Join(" and ", clash.Select(entry => entry.Type.FullName))} are both catalogued as '{clash.Key}'. Rename one of them.")
            : found;
}
