using System.Text;
using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>A quantity along an axis; logarithmic where its values span more than a decade.</summary>
internal static class LineChart
{
    private const double Width = 440;
    private const double Height = 220;

    /// <summary>Draws a quantity recorded in training: thin as recorded, bold smoothed.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="points">Step and value, in order of steps; values that are not finite leave a gap.</param>
    internal static string OverSteps(string name, IReadOnlyList<CurvePoint> points) =>
        Draw(new Curve(name, "training step", points), (0, Math.Max(1, points.Max(point => point.X))), smooth: true);

    /// <summary>Draws a curve as it is.</summary>
    /// <param name="curve">At least one point; values that are not finite leave a gap.</param>
    internal static string Draw(Curve curve)
    {
        double least = curve.Points.Min(point => point.X);
        double most = curve.Points.Max(point => point.X);
        return Draw(curve, (least, most > least ? most : least + 1), smooth: false);
    }

    private static string Draw(Curve curve, (double Least, double Most) range, bool smooth)
    {
        SvgCanvas canvas = new(Width, Height);
        Scale x = new(range.Least, range.Most, Axis.Left, Width - Axis.Right);
        Scale y = Scale.Around([.. curve.Points.Select(point => point.Y)], Height - Axis.Bottom, Axis.Top, mayBeLogarithmic: true);
        Axis.Draw(canvas, x, y, curve.Axis);
        canvas.Path(smooth ? "curve faint" : "curve", PathOf(curve.Points, x, y));
        if (smooth)
        {
            canvas.Path("curve", PathOf(Smoothed(curve.Points, y.IsLogarithmic), x, y));
        }

        return canvas.ToSvg($"{curve.Name} over {curve.Axis}");
    }

    private static string PathOf(IEnumerable<CurvePoint> points, Scale x, Scale y)
    {
        StringBuilder path = new();
        bool pen = false;
        foreach ((double place, double value) in points)
        {
            if (double.IsFinite(value) && (!y.IsLogarithmic || value > 0))
            {
                path.Append(pen ? 'L' : 'M').Append(SvgCanvas.At(x[place])).Append(' ').Append(SvgCanvas.At(y[value]));
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
    private static IEnumerable<CurvePoint> Smoothed(IReadOnlyList<CurvePoint> points, bool inLogarithm)
    {
        int reach = points.Count / 40;
        for (int index = 0; index < points.Count; index++)
        {
            int near = Math.Min(reach, Math.Min(index, points.Count - 1 - index));
            IEnumerable<double> window = points.Skip(index - near).Take((2 * near) + 1).Select(point => point.Y);
            double mean = inLogarithm ? Math.Exp(window.Average(Math.Log)) : window.Average();
            yield return new CurvePoint(points[index].X, mean);
        }
    }
}
