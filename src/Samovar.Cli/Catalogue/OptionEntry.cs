using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Samovar.Cli.Catalogue;

/// <summary>One property of an options record, as the command line names it.</summary>
/// <param name="property">The property.</param>
internal sealed class OptionEntry(PropertyInfo property)
{
    private const string PathSuffix = "Path";

    private readonly Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    /// <summary>Name in kebab-case; a property ending in "Path" is named without that word.</summary>
    internal string Name { get; } = KebabCase(NamesFile(property) ? property.Name[..^PathSuffix.Length] : property.Name);

    /// <summary>True if the record cannot do without it.</summary>
    internal bool IsRequired => property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>True if its value is a file.</summary>
    internal bool IsFile => NamesFile(property);

    /// <summary>How it is written on the command line.</summary>
    internal string Flag => Name switch
    {
        "data" => "--data FILE",
        "dimension" => "--dimension N",
        _ => $"--option {Name}=VALUE",
    };

    /// <summary>What a value should look like.</summary>
    internal string Shape => type switch
    {
        _ when IsFile => "a file",
        _ when type == typeof(string) => "a text",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(ulong) => "a whole number, 0 or more",
        _ when type == typeof(double) => "a number, with a point before its decimals",
        _ when type == typeof(bool) => "true or false",
        _ => $"one of {string.Join(", ", Enum.GetNames(type).Select(member => member.ToLowerInvariant()))}",
    };

    /// <summary>The value in a record, as it could be given; null where there is none.</summary>
    internal string? Text(object options) => property.GetValue(options) switch
    {
        null => null,
        bool or Enum => property.GetValue(options)!.ToString()!.ToLowerInvariant(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        { } other => other.ToString(),
    };

    /// <summary>Sets the property of a record.</summary>
    /// <param name="options">The record.</param>
    /// <param name="text">The value as text.</param>
    /// <returns>What is wrong with the value, or null.</returns>
    internal string? Set(object options, string text)
    {
        if (Parse(text) is not { } value)
        {
            return $"it should be {Shape}.";
        }

        try
        {
            property.SetValue(options, value);
            return null;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException inner)
        {
            return Problems.Plain(inner);
        }
    }

    private object? Parse(string text) => type switch
    {
        _ when type == typeof(string) => text,
        _ when type == typeof(int) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null,
        _ when type == typeof(ulong) => ulong.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out ulong number) ? number : null,
        _ when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
        _ when type == typeof(bool) => bool.TryParse(text, out bool flag) ? flag : null,
        _ when type.IsEnum => Enum.TryParse(type, text, ignoreCase: true, out object? member) && Enum.IsDefined(type, member) ? member : null,
        _ => throw new InvalidOperationException($"Options of type {type.Name} cannot be set from the command line."),
    };

    private static bool NamesFile(PropertyInfo property) =>
        property.PropertyType == typeof(string) && property.Name.Length > PathSuffix.Length && property.Name.EndsWith(PathSuffix, StringComparison.Ordinal);

    private static string KebabCase(string words)
    {
        StringBuilder name = new();
        foreach (char letter in words)
        {
            name.Append(char.IsUpper(letter) && name.Length > 0 ? "-" : string.Empty).Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
