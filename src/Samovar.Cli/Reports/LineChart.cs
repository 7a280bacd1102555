using System.Text;

namespace Samovar.Cli.Reports;

/// <summary>A quantity over training steps; logarithmic where its values span more than a decade.</summary>
internal static class LineChart
{
    private const double Width = 440;
    private const double Height = 220;

    /// <summary>Draws one quantity.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="points">Step and value, in order of steps; values that are not finite leave a gap.</param>
    internal static string Draw(string name, IReadOnlyList<(int Step, double Value)> points)
    {
        SvgCanvas canvas = new(Width, Height);
        Scale x = new(0, Math.Max(1, points.Max(point => point.Step)), Axis.Left, Width - Axis.Right);
        Scale y = Scale.Around([.. points.Select(point => point.Value)], Height - Axis.Bottom, Axis.Top, mayBeLogarithmic: true);
        Axis.Draw(canvas, x, y, "training step");
        canvas.Path("curve faint", PathOf(points, x, y));
        canvas.Path("curve", PathOf(Smoothed(points, y.IsLogarithmic), x, y));
        return canvas.ToSvg($"{name} over training steps");
    }

    private static string PathOf(IEnumerable<(int Step, double Value)> points, Scale x, Scale y)
    {
        StringBuilder path = new();
        bool pen = false;
        foreach ((int step, double value) in points)
        {
            if (double.IsFinite(value) && (!y.IsLogarithmic || value > 0))
            {
                path.Append(pen ? 'L' : 'M').Append(SvgCanvas.At(x[step])).Append(' ').Append(SvgCanvas.At(y[value]));
                pen = true;
            }
            else
            {
                pen = false;
            }
        }

        return path.ToString();
    }

    // The mean over a window of a twentieth of the curve; in the logarithm where the axis is logarithmic.
    private static IEnumerable<(int Step, double Value)> Smoothed(IReadOnlyList<(int Step, double Value)> points, bool inLogarithm)
    {
        int reach = points.Count / 40;
        for (int index = 0; index < points.Count; index++)
        {
            int near = Math.Min(reach, Math.Min(index, points.Count - 1 - index));
            IEnumerable<double> window = points.Skip(index - near).Take((2 * near) + 1).Select(point => point.Value);
            double mean = inLogarithm ? Math.Exp(window.Average(Math.Log)) : window.Average();
            yield return (points[index].Step, mean);
        }
    }
}
