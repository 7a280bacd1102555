using System.Globalization;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>Numbers and times as people read them; always with a decimal point.</summary>
internal static class Phrases
{
    /// <summary>A number to four significant digits.</summary>
    internal static string Number(double value) => Math.Abs(value) switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => value > 0 ? "∞" : "−∞",
        0 => "0",
        >= 1e5 or < 1e-4 => value.ToString("0.00e0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.000", CultureInfo.InvariantCulture),
        >= 1e-3 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00000", CultureInfo.InvariantCulture),
    };

    /// <summary>A number that may be a count: whole numbers without decimals, others to four significant digits.</summary>
    internal static string Figure(double value) =>
        Math.Abs(value) < 1e15 && value == Math.Round(value) ? Count((long)value).Replace("-", "−", StringComparison.Ordinal) : Number(value);

    /// <summary>How many times something is something else: to two digits, as nobody reads more.</summary>
    internal static string Multiple(double ratio) => ratio.ToString(ratio < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);

    /// <summary>A large count, such as "3.2 million".</summary>
    internal static string Count(long count) => count switch
    {
        >= 1_000_000_000 => (count / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + " billion",
        >= 1_000_000 => (count / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " million",
        _ => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' '),
    };

    /// <summary>A standard error; a dash where none is known.</summary>
    internal static string Error(double value) => double.IsFinite(value) ? Number(value) : "–";

    /// <summary>The floor of a metric with its error, such as "0.072 ± 0.002"; a dash where there is none.</summary>
    internal static string Floor(double? floor, double? error) => floor is not { } value ? "–" : error is > 0 and var own ? $"{Number(value)} ± {Number(own)}" : Number(value);

    /// <summary>A budget in words, such as "20.0 million evaluations".</summary>
    internal static string Budget(RunBudget budget) => string.Join(" or ", new[]
    {
        budget.Evaluations is { } most ? $"{Count(most)} evaluations" : null,
        budget.Seconds is { } longest ? Duration(longest) : null,
    }.OfType<string>());

    /// <summary>A duration such as "12.3 s" or "1 h 02 min".</summary>
    internal static string Duration(double seconds) => seconds switch
    {
        < 99.95 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3600 => $"{(int)(seconds / 60)} min {(int)seconds % 60:00} s",
        _ => $"{(int)(seconds / 3600)} h {(int)(seconds / 60) % 60:00} min",
    };

    /// <summary>A word of the command line, quoted where a shell would split it.</summary>
    internal static string Word(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=:,+@".Contains(letter)) ? word : $"'{word.Replace("'", "'\\''")}'";
}
