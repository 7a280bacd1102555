using System.Globalization;

namespace Samovar.Cli.Reports;

/// <summary>Maps values to places along an axis.</summary>
/// <param name="From">Value at <paramref name="Start"/>.</param>
/// <param name="To">Value at <paramref name="End"/>; differs from <paramref name="From"/>.</param>
/// <param name="Start">Place of the first value.</param>
/// <param name="End">Place of the last value.</param>
/// <param name="IsLogarithmic">True if equal ratios have equal lengths; both values are positive then.</param>
internal sealed record Scale(double From, double To, double Start, double End, bool IsLogarithmic = false)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The place of a value.</summary>
    internal double this[double value] => Start + ((End - Start) * (Inner(value) - Inner(From)) / (Inner(To) - Inner(From)));

    /// <summary>True if a value lies on the axis.</summary>
    internal bool Contains(double value) => value >= From && value <= To;

    /// <summary>Round values to mark.</summary>
    /// <param name="about">How many marks would be nice.</param>
    internal IReadOnlyList<(double Value, string Label)> Ticks(int about) =>
        IsLogarithmic && Math.Log10(To / From) >= 1.5 ? Decades(about) : Even(about);

    /// <summary>The smallest scale around values that leaves a little air; logarithmic where the values call for it.</summary>
    internal static Scale Around(IReadOnlyCollection<double> values, double start, double end, bool mayBeLogarithmic = false)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double least = finite.Length > 0 ? finite.Min() : 0;
        double most = finite.Length > 0 ? finite.Max() : 1;
        if (mayBeLogarithmic && least > 0 && most / least > 20)
        {
            double factor = Math.Pow(most / least, 0.05);
            return new Scale(least / factor, most * factor, start, end, IsLogarithmic: true);
        }

        double air = most > least ? 0.05 * (most - least) : Math.Max(0.5, Math.Abs(most) * 0.05);
        return new Scale(least - air, most + air, start, end);
    }

    private double Inner(double value) => IsLogarithmic ? Math.Log(value) : value;

    private (double Value, string Label)[] Even(int about)
    {
        double rough = (To - From) / about;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = unit * (rough / unit) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        int decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        double largest = Math.Max(Math.Abs(From), Math.Abs(To));
        string format = largest >= 1e6 || largest < 1e-4 ? "0.##e0" : "0." + new string('0', decimals);
        long first = (long)Math.Ceiling((From / step) - 1e-9);
        long last = (long)Math.Floor((To / step) + 1e-9);
        IEnumerable<double> values = Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(index => (first + index) * step);
        return [.. values.Select(value => (value, Label(value, format)))];
    }

    private (double Value, string Label)[] Decades(int about)
    {
        int first = (int)Math.Ceiling(Math.Log10(From) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(To) + 1e-9);
        int stride = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)(about + 1)));
        IEnumerable<(double Value, string Label)> whole =
            Enumerable.Range(first, Math.Max(0, last - first + 1))
                .Where(power => power % stride == 0)
                .Select(power => (Math.Pow(10, power), PowerOfTen(power)));
        IEnumerable<(double Value, string Label)> between = last - first > 1
            ? []
            : Enumerable.Range(first - 1, last - first + 2).Select(power => (3 * Math.Pow(10, power), ThreeTimesPowerOfTen(power)));
        return [.. whole.Concat(between).Where(mark => Contains(mark.Value))];
    }

    // Whole numbers of five digits and more are grouped by a narrow space, which does not break.
    private static string Label(double value, string format) =>
        (value == 0 ? "0" : value.ToString(!format.EndsWith('.') ? format : Math.Abs(value) >= 1e4 ? "#,0" : "0", CultureInfo.InvariantCulture))
            .Replace('-', '−').Replace(',', '\u202F');

    private static string ThreeTimesPowerOfTen(int power) =>
        power is >= -2 and <= 2 ? PowerOfTen(power).Replace('1', '3') : "3·" + PowerOfTen(power);

    private static string PowerOfTen(int power) => power switch
    {
        -2 => "0.01",
        -1 => "0.1",
        0 => "1",
        1 => "10",
        2 => "100",
        _ => "10" + (power < 0 ? "⁻" : string.Empty)
            + string.Concat(Math.Abs(power).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0'])),
    };
}
