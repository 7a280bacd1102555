using System.Reflection;

namespace Samovar.Cli.Reports;

/// <summary>The chart library that makes curves answer to the mouse, where it was there when the program was built.</summary>
/// <param name="Code">Its script, with the notice of its licence; null for none.</param>
/// <param name="Style">Its style sheet.</param>
internal sealed record ChartLibrary(string? Code, string Style)
{
    /// <summary>No library: every chart is a plain drawing.</summary>
    internal static readonly ChartLibrary None = new(null, string.Empty);

    /// <summary>What this program was built with.</summary>
    internal static readonly ChartLibrary Embedded = Load();

    /// <summary>Our own script that hands the charts of a page to the library.</summary>
    private static string Glue { get; } = Resource("charts.js") ?? throw new InvalidOperationException("The script of the charts is not in the assembly.");

    /// <summary>A page whose charts are given to the library; as it was without one.</summary>
    internal HtmlPage Serve(HtmlPage page) =>
        Code is null ? page : page with { Script = Code + Glue + page.Script, Style = Style + page.Style };

    /// <summary>A file that was embedded under a name, or null.</summary>
    internal static string? Resource(string name)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Samovar.FrontEnd.{name}");
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static ChartLibrary Load() => Resource("uplot.js") is { } code
        ? new ChartLibrary($"/*! uPlot\n{Resource("uplot.license")}*/\n{code}\n", Resource("uplot.css") ?? string.Empty)
        : None;
}
