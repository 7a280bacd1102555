namespace Samovar.Cli.Reports;

/// <summary>Draws a plot's frame: grid lines, marks and their labels, names of the axes.</summary>
internal static class Axis
{
    /// <summary>Space between drawing and plot on the left, in drawing units.</summary>
    internal const double Left = 54;

    /// <summary>Space on the right.</summary>
    internal const double Right = 20;

    /// <summary>Space above.</summary>
    internal const double Top = 12;

    /// <summary>Space below.</summary>
    internal const double Bottom = 42;

    /// <summary>Draws both axes.</summary>
    /// <param name="canvas">The drawing.</param>
    /// <param name="x">Horizontal scale, left to right.</param>
    /// <param name="y">Vertical scale, bottom to top.</param>
    /// <param name="xName">Name of the horizontal axis.</param>
    /// <param name="yMarks">False for a vertical axis whose numbers mean nothing, as in a histogram.</param>
    internal static void Draw(SvgCanvas canvas, Scale x, Scale y, string xName, bool yMarks = true)
    {
        foreach ((double value, string label) in Fitting(x))
        {
            canvas.Line("grid", x[value], y.Start, x[value], y.End);
            canvas.Text("mark middle", x[value], y.Start + 16, label);
        }

        foreach ((double value, string label) in yMarks ? y.Ticks(5) : [])
        {
            canvas.Line("grid", x.Start, y[value], x.End, y[value]);
            canvas.Text("mark end", x.Start - 6, y[value] + 4, label);
        }

        canvas.Line("axis", x.Start, y.Start, x.End, y.Start);
        canvas.Text("mark middle", (x.Start + x.End) / 2, y.Start + 35, xName);
    }

    /// <summary>As many marks as stand beside each other without touching, also in the larger type of narrow pages.</summary>
    private static IReadOnlyList<(double Value, string Label)> Fitting(Scale x)
    {
        const double LetterWidth = 7.8;
        const double Gap = 10;
        const int Most = 6;
        bool Fits(IReadOnlyList<(double Value, string Label)> marks) => marks.Zip(marks.Skip(1)).All(pair =>
            x[pair.Second.Value] - x[pair.First.Value] > (LetterWidth * (pair.First.Label.Length + pair.Second.Label.Length) / 2) + Gap);
        return Enumerable.Range(0, Most - 1).Select(fewer => x.Ticks(Most - fewer)).FirstOrDefault(Fits) ?? [.. x.Ticks(2).Take(1)];
    }
}
