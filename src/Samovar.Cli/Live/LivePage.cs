using Samovar.Cli.Reports;
using Samovar.Runs;

namespace Samovar.Cli.Live;

/// <summary>The page of a run that is under way: the report's style and pictures, filled by news; at the end the report takes its place.</summary>
internal static class LivePage
{
    /// <summary>The page.</summary>
    internal static string Html(RunPlan plan, ChartLibrary library)
    {
        string body = string.Concat(
            $"<header><h1>{Markup.Text(ReportPage.Subject(plan))} <span>by {Markup.Text(plan.Method)}</span></h1>",
            $"<p class=\"soft\">preset {Markup.Text(plan.Preset)}, seed {plan.Seed}; in training</p></header>",
            "<section id=\"verdict\" class=\"card\"><h2 id=\"status\" role=\"status\">Waiting for the first news</h2>",
            "<progress id=\"bar\" max=\"1\" value=\"0\" aria-label=\"Share of the training done\"></progress>",
            "<p class=\"soft\">There is no verdict before the end: what is shown here is quick and rough, on a thousand draws.</p></section>",
            "<div id=\"progress\"></div><div id=\"draws-now\"></div><div id=\"quality\"></div><div id=\"curves\"></div>",
            "<footer>The page shows what happens and changes nothing. Closing it does no harm.</footer>");
        string script = ChartLibrary.Resource("live.js") ?? throw new InvalidOperationException("The script of the live page is not in the assembly.");
        return library.Serve(new HtmlPage($"{ReportPage.Subject(plan)} · in training", body) { Script = script, Listens = true }).Html();
    }
}
