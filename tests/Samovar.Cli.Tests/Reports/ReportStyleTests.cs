using System.Globalization;
using Samovar.Cli.Reports;

namespace Samovar.Cli.Tests.Reports;

public sealed class ReportStyleTests
{
    /// <summary>Least contrast of text by WCAG 2.1, success criterion 1.4.3.</summary>
    private const double Least = 4.5;

    private static readonly string[] Texts = ["ink", "soft", "green", "amber", "red", "link"];

    public static TheoryData<string, string> Grounds => new() { { ReportStyle.Light, "light" }, { ReportStyle.Dark, "dark" } };

    [Theory]
    [MemberData(nameof(Grounds))]
    public void Every_text_stands_out_from_page_and_card(string colours, string name)
    {
        foreach (string text in Texts)
        {
            foreach (string ground in new[] { "page", "card" })
            {
                double contrast = Contrast(Colour(colours, text), Colour(colours, ground));
                Assert.True(contrast >= Least, $"{text} on {ground}, {name}: {contrast:0.00}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Grounds))]
    public void Curves_stand_out_from_the_card(string colours, string name)
    {
        // 3 is what WCAG 2.1, success criterion 1.4.11, asks of graphical objects.
        Assert.True(Contrast(Colour(colours, "draws"), Colour(colours, "card")) >= 3, name);
        Assert.True(Contrast(Colour(colours, "exact"), Colour(colours, "card")) >= 3, name);
    }

    [Fact]
    public void The_measure_knows_black_white_and_grey()
    {
        Assert.Equal(21, Contrast("000", "fff"), 6);
        Assert.Equal(1, Contrast("777777", "777"), 6);
        Assert.True(Contrast("777", "fff") < Least);
    }

    private static string Colour(string colours, string role) =>
        colours.Split(';').Select(part => part.Split(":#")).Single(pair => pair[0] == $"--{role}")[1];

    private static double Contrast(string first, string second)
    {
        double[] lights = [.. new[] { Luminance(first), Luminance(second) }.Order()];
        return (lights[1] + 0.05) / (lights[0] + 0.05);
    }

    // Relative luminance, WCAG 2.1.
    private static double Luminance(string colour)
    {
        string full = colour.Length == 3 ? string.Concat(colour.Select(digit => $"{digit}{digit}")) : colour;
        double[] parts = [.. Enumerable.Range(0, 3).Select(index => int.Parse(full.AsSpan(2 * index, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)];
        double[] linear = [.. parts.Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
