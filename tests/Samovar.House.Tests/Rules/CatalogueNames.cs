using System.Reflection;
using System.Text.RegularExpressions;
using Samovar.Data;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.House.Tests.Rules;

/// <summary>Every idea that can be made from options alone announces itself under one name of its kind.</summary>
internal static partial class CatalogueNames
{
    private static readonly Type[] Kinds =
        [typeof(ITarget), typeof(IDataSource), typeof(IMethod), typeof(IDataMethod), typeof(IDirectMethod), typeof(IMetric), typeof(IDataMetric), typeof(IEnergyMetric), typeof(IRunCheck)];

    /// <summary>Targets that wrap a target, or are made from an energy: they have no name of their own.</summary>
    private static readonly Type[] Unnamed = [typeof(EnergyTarget), typeof(MeteredTarget)];

    internal static IEnumerable<string> Violations(IReadOnlyCollection<Type> types) =>
        [.. Kinds.SelectMany(kind => OfKind(kind, types)), .. Strays(types)];

    private static IEnumerable<string> OfKind(Type kind, IReadOnlyCollection<Type> types)
    {
        Type[] ideas = [.. types.Where(type => kind.IsAssignableFrom(type) && type is { IsAbstract: false, IsVisible: true } && type.GetConstructors().Length > 0)];
        foreach (Type idea in ideas.Except(Unnamed).Where(idea => !IsWrapper(idea, kind)))
        {
            if (NameOf(idea) is not { } name)
            {
                yield return $"{idea.FullName} is a {kind.Name} without a name for the command line: add [Catalogued(\"…\")].";
            }
            else if (!KebabCase().IsMatch(name))
            {
                yield return $"{idea.FullName} is catalogued as '{name}', which is not kebab-case.";
            }
        }

        foreach (IGrouping<string, Type> clash in ideas.Where(idea => NameOf(idea) is not null).GroupBy(idea => NameOf(idea)!).Where(group => group.Count() > 1))
        {
            yield return $"{string.Join(" and ", clash.Select(idea => idea.FullName))} are both catalogued as '{clash.Key}'.";
        }
    }

    private static IEnumerable<string> Strays(IEnumerable<Type> types) =>
        types.Where(type => NameOf(type) is not null && (type.IsAbstract || !Kinds.Any(kind => kind.IsAssignableFrom(type))))
            .Select(type => $"{type.FullName} is catalogued, but is nothing that the catalogue can make.");

    /// <summary>A wrapper takes another idea of its own kind.</summary>
    private static bool IsWrapper(Type idea, Type kind) =>
        idea.GetConstructors().All(constructor => constructor.GetParameters().Any(parameter => kind.IsAssignableFrom(parameter.ParameterType)));

    private static string? NameOf(Type type) => type.GetCustomAttribute<CataloguedAttribute>(inherit: false)?.Name;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
