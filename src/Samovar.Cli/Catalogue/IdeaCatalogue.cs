using System.Reflection;
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
        Metrics = OfKind<IMetric>();
        Checks = OfKind<IRunCheck>();
    }

    /// <summary>Densities to sample, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Targets { get; }

    /// <summary>Methods, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Methods { get; }

    /// <summary>Metrics, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Metrics { get; }

    /// <summary>Checks of runs, by name.</summary>
    internal IReadOnlyList<CatalogueEntry> Checks { get; }

    /// <summary>A method by name, or null and the problem.</summary>
    internal IMethod? Method(string name, Problems problems)
    {
        if (Methods.FirstOrDefault(entry => entry.Name == name) is { } found)
        {
            return Create<IMethod>(found);
        }

        problems.Add(NearestName.Sentence("method", name, [.. Methods.Select(entry => entry.Name)]));
        return null;
    }

    /// <summary>Makes an idea that needs no options.</summary>
    internal static T Create<T>(CatalogueEntry entry) => (T)Activator.CreateInstance(entry.Type)!;

    private CatalogueEntry[] OfKind<T>()
    {
        CatalogueEntry[] found = [.. entries.Where(entry => typeof(T).IsAssignableFrom(entry.Type))];
        return found.GroupBy(entry => entry.Name).FirstOrDefault(group => group.Count() > 1) is { } clash
            ? throw new InvalidOperationException(
                $"{string.Join(" and ", clash.Select(entry => entry.Type.FullName))} are both catalogued as '{clash.Key}'. Rename one of them.")
            : found;
    }
}
