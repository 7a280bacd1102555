using System.Reflection;

namespace Samovar.Cli.Catalogue;

/// <summary>Makes catalogued classes, filling their options record from texts.</summary>
internal static class OptionBinder
{
    /// <summary>The options that a class takes through its single public constructor; empty if it takes none.</summary>
    internal static IReadOnlyList<OptionEntry> OptionsOf(Type type) =>
        OptionsType(type) is { } options
            ? [.. options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite)
                .Select(property => new OptionEntry(property))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)]
            : [];

    /// <summary>Makes an instance with its options.</summary>
    /// <param name="name">The catalogue name, for messages.</param>
    /// <param name="type">The class.</param>
    /// <param name="values">Option values by name; an unknown name or bad value becomes a problem.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The instance, or null if something is wrong.</returns>
    internal static object? Create(string name, Type type, IReadOnlyDictionary<string, string> values, Problems problems)
    {
        int before = problems.Sentences.Count;
        IReadOnlyList<OptionEntry> known = OptionsOf(type);
        AddNameProblems(name, values, known, problems);
        object?[] arguments = OptionsType(type) is { } optionsType ? [Options(name, optionsType, known, values, problems)] : [];
        if (problems.Sentences.Count > before)
        {
            return null;
        }

        try
        {
            return type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.Invoke(arguments);
        }
        catch (TargetInvocationException exception)
            when (exception.InnerException is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            problems.Add(exception.InnerException);
            return null;
        }
    }

    /// <summary>What the options of a class are when some are given: those, and the defaults of the others; an option without value is left out.</summary>
    /// <param name="type">The class.</param>
    /// <param name="values">Acceptable option values by name.</param>
    internal static SortedDictionary<string, string> Effective(Type type, IReadOnlyDictionary<string, string> values)
    {
        SortedDictionary<string, string> effective = new(StringComparer.Ordinal);
        if (OptionsType(type) is { } optionsType)
        {
            IReadOnlyList<OptionEntry> known = OptionsOf(type);
            object options = Options(type.Name, optionsType, known, values, new Problems());
            foreach (OptionEntry entry in known)
            {
                if (entry.Text(options) is { } text)
                {
                    effective[entry.Name] = text;
                }
            }
        }

        return effective;
    }

    private static void AddNameProblems(
        string name, IReadOnlyDictionary<string, string> values, IReadOnlyList<OptionEntry> known, Problems problems)
    {
        string[] names = [.. known.Select(entry => entry.Name)];
        foreach (string unknown in values.Keys.Except(names, StringComparer.Ordinal))
        {
            string near = NearestName.Of(unknown, names) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
            problems.Add(names.Length == 0
                ? $"'{name}' takes no options, but '{unknown}' was given."
                : $"'{name}' has no option '{unknown}'.{near} Its options: {string.Join(", ", names)}.");
        }

        foreach (OptionEntry missing in known.Where(entry => entry.IsRequired && !values.ContainsKey(entry.Name)))
        {
            problems.Add($"'{name}' needs {missing.Flag}.");
        }
    }

    private static object Options(
        string name, Type optionsType, IReadOnlyList<OptionEntry> known, IReadOnlyDictionary<string, string> values, Problems problems)
    {
        object options = Activator.CreateInstance(optionsType)!;
        foreach (OptionEntry entry in known)
        {
            if (values.TryGetValue(entry.Name, out string? text) && entry.Set(options, text) is { } problem)
            {
                problems.Add($"Option '{entry.Name}' of '{name}' is '{text}': {problem}");
            }
        }

        return options;
    }

    private static Type? OptionsType(Type type)
    {
        ParameterInfo[][] constructors = [.. type.GetConstructors().Select(constructor => constructor.GetParameters()).OrderBy(parameters => parameters.Length)];
        return constructors switch
        {
            [[]] => null,
            [.. [] or [[]], [{ ParameterType: { IsClass: true } options }]] when options != typeof(string) => options,
            _ => throw new InvalidOperationException(
                $"{type.FullName} is catalogued, so it needs a public constructor with one options record, one with nothing, or both and no other."),
        };
    }
}
