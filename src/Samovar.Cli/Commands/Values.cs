using System.Globalization;
using System.Text.RegularExpressions;
using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Commands;

/// <summary>Reads numbers and durations; what cannot be read becomes a problem among others, so that one look shows them all.</summary>
internal static partial class Values
{
    /// <summary>A whole number in a range, or the default where nothing was given.</summary>
    internal static int? Whole(string name, string? text, (int Least, int Most) range, int? standard, Problems problems)
    {
        if (text is null)
        {
            return standard;
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= range.Least && value <= range.Most)
        {
            return value;
        }

        string most = range.Most == int.MaxValue ? "or more" : $"to {range.Most}";
        problems.Add($"{name} is '{text}'; it should be a whole number, {range.Least} {most}.");
        return null;
    }

    /// <summary>A large count such as "20000000", "20M" or "1.5G", or null where nothing was given.</summary>
    internal static long? Count(string name, string? text, Problems problems)
    {
        if (text is null)
        {
            return null;
        }

        double factor = text.Length == 0 ? 1 : text[^1] switch { 'k' => 1e3, 'M' => 1e6, 'G' => 1e9, _ => 1 };
        if (double.TryParse(factor > 1 ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value * factor is >= 1 and <= 1e15 && Math.Round(value * factor) == value * factor)
        {
            return (long)(value * factor);
        }

        problems.Add($"{name} is '{text}'; it should be a whole number, 1 or more, such as 500000, 20M or 1.5G.");
        return null;
    }

    /// <summary>A seed, or the default where nothing was given.</summary>
    internal static ulong? Seed(string? text, ulong standard, Problems problems)
    {
        if (text is null)
        {
            return standard;
        }

        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
        {
            return value;
        }

        problems.Add($"--seed is '{text}'; it should be a whole number, 0 to {ulong.MaxValue}.");
        return null;
    }

    /// <summary>A duration such as "90s", "5m" or "1h30m", or null where nothing was given.</summary>
    internal static TimeSpan? Duration(string name, string? text, Problems problems)
    {
        if (text is null)
        {
            return null;
        }

        Match match = DurationPattern().Match(text);
        double Part(string unit) => match.Groups[unit] is { Success: true } group ? double.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
        double seconds = (3600 * Part("hours")) + (60 * Part("minutes")) + Part("seconds");
        if (text.Length > 0 && match.Success && seconds is > 0 and < 1e9)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        problems.Add($"{name} is '{text}'; it should be a duration such as 90s, 5m or 1h30m.");
        return null;
    }

    /// <summary>Options written as name=value.</summary>
    internal static SortedDictionary<string, string> Named(IReadOnlyList<string> texts, Problems problems)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int sign = text.IndexOf('=', StringComparison.Ordinal);
            if (sign < 1)
            {
                problems.Add($"--option is '{text}'; it should be name=value, such as dimension=4.");
            }
            else if (!values.TryAdd(text[..sign], text[(sign + 1)..]))
            {
                problems.Add($"Option '{text[..sign]}' was given twice.");
            }
        }

        return values;
    }

    [GeneratedRegex(
        @"^(?:(?<hours>[0-9]+(?:\.[0-9]+)?)h)?(?:(?<minutes>[0-9]+(?:\.[0-9]+)?)m)?(?:(?<seconds>[0-9]+(?:\.[0-9]+)?)s)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex DurationPattern();
}
