using System.Globalization;
using System.Text;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>A quantity along an axis; logarithmic where its values span more than a decade.</summary>
/// <remarks>
/// One description gives two pictures: a drawing that needs nothing, and beside it the same numbers as data, from which a chart library, where the page
/// has one, makes a picture that answers to the mouse. In print and without scripts the drawing stands.
/// </remarks>
/// <param name="Curve">At least one point; values that are not finite leave a gap.</param>
/// <param name="From">First value of the horizontal axis.</param>
/// <param name="To">Last value of the horizontal axis.</param>
/// <param name="IsNoisy">True if the curve is shown thin, with its running mean in bold.</param>
internal sealed record LineChart(Curve Curve, double From, double To, bool IsNoisy)
{
    private const double Width = 440;
    private const double Height = 230;

    private bool IsLogarithmic => Vertical.IsLogarithmic;

    private Scale Vertical => Scale.Around([.. Curve.Points.Select(point => point.Y)], Height - Axis.Bottom, Axis.Top, mayBeLogarithmic: true);

    /// <summary>A quantity recorded in training: thin as recorded, bold smoothed.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="points">Step and value, in order of steps.</param>
    internal static string OverSteps(string name, IReadOnlyList<CurvePoint> points) =>
        new LineChart(new Curve(name, "training step", points), 0, Math.Max(1, points.Max(point => point.X)), IsNoisy: true).Html();

    /// <summary>A curve as it is.</summary>
    internal static string Draw(Curve curve)
    {
        double least = curve.Points.Min(point => point.X);
        double most = curve.Points.Max(point => point.X);
        return new LineChart(curve, least, most > least ? most : least + 1, IsNoisy: false).Html();
    }

    private string Html() => $"<figure class=\"chart\" data-chart=\"{Markup.Text(Data())}\">{Svg()}</figure>";

    private string Svg()
    {
        SvgCanvas canvas = new(Width, Height);
        Scale x = new(From, To, Axis.Left, Width - Axis.Right);
        Scale y = Vertical;
        Axis.Draw(canvas, x, y, Curve.Axis);
        canvas.Path(IsNoisy ? "curve faint" : "curve", PathOf(Curve.Points, x, y));
        if (IsNoisy)
        {
            canvas.Path("curve", PathOf(Smoothed(), x, y));
        }

        return canvas.ToSvg(Words());
    }

    private string Words()
    {
        CurvePoint[] seen = [.. Curve.Points.Where(point => double.IsFinite(point.Y))];
        string course = seen.Length == 0
            ? "no finite value"
            : $"{Phrases.Number(seen[0].Y)} at {Phrases.Figure(seen[0].X)}, {Phrases.Number(seen[^1].Y)} at {Phrases.Figure(seen[^1].X)}, "
                + $"between {Phrases.Number(seen.Min(point => point.Y))} and {Phrases.Number(seen.Max(point => point.Y))}";
        return $"{Curve.Name} over {Curve.Axis}: {course}{(IsLogarithmic ? "; logarithmic axis" : string.Empty)}.";
    }

    private string Data()
    {
        string bold = IsNoisy ? $",\"mean\":{Numbers(Smoothed().Select(point => point.Y))}" : string.Empty;
        return $"{{\"name\":{JsonText.Quoted(Curve.Name)},\"axis\":{JsonText.Quoted(Curve.Axis)},\"log\":{(IsLogarithmic ? "true" : "false")},"
            + $"\"x\":{Numbers(Curve.Points.Select(point => point.X))},\"y\":{Numbers(Curve.Points.Select(point => point.Y))}{bold}}}";
    }

    private static string Numbers(IEnumerable<double> values) =>
        $"[{string.Join(',', values.Select(value => !double.IsFinite(value) ? "null" : value.ToString("G6", CultureInfo.InvariantCulture)))}]";

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
    private IEnumerable<CurvePoint> Smoothed()
    {
        IReadOnlyList<CurvePoint> points = Curve.Points;
        bool inLogarithm = IsLogarithmic;
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
