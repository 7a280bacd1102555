namespace Samovar.Cli.Reports;

/// <summary>The report.</summary>
internal static class ReportPage
{
    internal static string Html(ReportContent content) => content.ToString();
}
