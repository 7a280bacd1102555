using System.Globalization;
using System.Net;
using System.Text;

namespace Samovar.Cli.Reports;

/// <summary>A drawing as text. Colours come from the page's style sheet through class names, so one drawing serves light and dark.</summary>
/// <param name="width">Width of the drawing, in its own units.</param>
/// <param name="height">Height of the drawing.</param>
internal sealed class SvgCanvas(double width, double height)
{
    private readonly StringBuilder body = new();

    /// <summary>Width of the drawing.</summary>
    internal double Width => width;

    /// <summary>Height of the drawing.</summary>
    internal double Height => height;

    /// <summary>A coordinate with two decimals and a decimal point.</summary>
    internal static string At(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Draws a straight line.</summary>
    internal void Line(string style, double x1, double y1, double x2, double y2) =>
        body.Append($"<line class=\"{style}\" x1=\"{At(x1)}\" y1=\"{At(y1)}\" x2=\"{At(x2)}\" y2=\"{At(y2)}\"/>");

    /// <summary>Draws a path.</summary>
    internal void Path(string style, string data) => body.Append($"<path class=\"{style}\" d=\"{data}\"/>");

    /// <summary>Draws a rectangle.</summary>
    internal void Rectangle(string style, double x, double y, double rectangleWidth, double rectangleHeight) =>
        body.Append($"<rect class=\"{style}\" x=\"{At(x)}\" y=\"{At(y)}\" width=\"{At(rectangleWidth)}\" height=\"{At(rectangleHeight)}\"/>");

    /// <summary>Writes a text.</summary>
    internal void Text(string style, double x, double y, string text) =>
        body.Append($"<text class=\"{style}\" x=\"{At(x)}\" y=\"{At(y)}\">{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>Adds a fragment as it is.</summary>
    internal void Raw(string fragment) => body.Append(fragment);

    /// <summary>The drawing as an element.</summary>
    /// <param name="description">What it shows, for readers who cannot see it.</param>
    internal string ToSvg(string description)
    {
        string text = WebUtility.HtmlEncode(description);
        return $"<svg viewBox=\"0 0 {At(width)} {At(height)}\" role=\"img\" aria-label=\"{text}\">{body}</svg>";
    }
}
