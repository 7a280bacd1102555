using System.Globalization;
using System.Text.RegularExpressions;
using Samovar.Cli.Reports;

namespace Samovar.Cli.Tests.Reports;

public sealed partial class AxisTests
{
    [Theory]
    [InlineData(0, 35_000)]
    [InlineData(0, 140_000)]
    [InlineData(0, 999_999)]
    [InlineData(0, 4_000_000)]
    [InlineData(-0.00034, 0.00012)]
    [InlineData(0, 50)]
    public void Marks_of_the_horizontal_axis_do_not_touch(double from, double to)
    {
        SvgCanvas canvas = new(440, 230);
        Axis.Draw(canvas, new Scale(from, to, Axis.Left, 440 - Axis.Right), new Scale(0, 1, 200, 10), "training step", yMarks: false);
        (double Place, int Letters)[] marks =
        [
            .. Mark().Matches(canvas.ToSvg("test")).SkipLast(1).Select(match => (double.Parse(match.Groups["x"].Value, CultureInfo.InvariantCulture), match.Groups["text"].Value.Length)),
        ];

        // In narrow pages the type has 14 units, and a digit is 0.56 of that wide.
        const double Letter = 0.56 * 14;
        Assert.True(marks.Length >= 2, "An axis has at least two marks.");
        Assert.All(marks.Zip(marks.Skip(1)), pair => Assert.True(pair.Second.Place - pair.First.Place > Letter * (pair.First.Letters + pair.Second.Letters) / 2));
    }

    [GeneratedRegex("<text class=\"mark middle\" x=\"(?<x>[^\"]+)\" y=\"[^\"]+\">(?<text>[^<]*)</text>")]
    private static partial Regex Mark();
}
