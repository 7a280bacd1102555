using Samovar.Cli.Commands;
using Samovar.Cli.Reports;

namespace Samovar.Cli.Live;

/// <summary>A run that can be watched: from the address in the terminal to the report in the page.</summary>
/// <param name="server">Answers browsers.</param>
internal sealed class LiveRun(LiveServer server) : IDisposable
{
    /// <summary>Where to watch.</summary>
    internal string Address => server.Address;

    /// <summary>Begins to answer.</summary>
    /// <param name="request">The run.</param>
    /// <param name="inner">The display in the terminal.</param>
    /// <param name="clock">Source of time.</param>
    /// <returns>A display for browsers and the terminal.</returns>
    internal LiveDisplay Begin(TrainRequest request, IProgressDisplay inner, TimeProvider clock)
    {
        server.Start(() => LivePage.Html(request.Run.Plan, ChartLibrary.Embedded));
        return new LiveDisplay(inner, server.Feed, request.Run, request.History, clock);
    }

    /// <summary>Tells what is being done after training.</summary>
    internal void Say(string text) => server.Feed.Publish("phase", text);

    /// <summary>Tells that there will be no report, and why.</summary>
    internal void Stop(string reason) => server.Feed.Publish("stopped", reason);

    /// <summary>Puts the report into the pages.</summary>
    /// <param name="path">Path of report.html.</param>
    /// <param name="shown">The same as one would type it.</param>
    internal void Finish(string path, string shown)
    {
        string page = File.ReadAllText(path);
        int start = page.IndexOf("<main>", StringComparison.Ordinal) + "<main>".Length;
        int end = page.IndexOf("</main>", StringComparison.Ordinal);
        server.Feed.Publish("done", $"<p class=\"soft\" role=\"status\">The run is done. This is its report, kept in <code>{Markup.Text(shown)}</code>.</p>{page[start..end]}");
    }

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();
}
