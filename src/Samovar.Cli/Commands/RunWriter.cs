using Samovar.Cli.Catalogue;
using Samovar.Cli.Reports;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Cli.Commands;

/// <summary>Leaves draws, measurements and report in a run's folder.</summary>
internal static class RunWriter
{
    /// <summary>Writes samples.npy (of trained samplers, where there are draws; weights.npy and sampling.json where they have weights; samples.csv where a table was learned), metrics.json, report.html and report.md.</summary>
    internal static void Write(OpenedRun opened, Judgement judgement)
    {
        if (opened is TrainedRun && judgement.Samples.Count > 0)
        {
            opened.Folder.SaveSampling(judgement.Samples, judgement.Weights, judgement.Run.Sampling);
            if (opened.Subject is DataSubject { Data: { Layout: not null } data })
            {
                AtomicFile.Write(opened.Folder.RowsPath, stream => RowText.Write(stream, judgement.Samples, data));
            }
        }

        opened.Folder.SaveResults(judgement.Results);
        ReportContent content = new(opened.Folder.Manifest, judgement.Run, opened.Subject, judgement.Samples, opened.Source)
        {
            Energy = (opened as TrainedRun)?.Session.Sampler as IEnergyModel,
        };
        AtomicFile.WriteText(opened.Folder.ReportPath, ReportPage.Html(content, ChartLibrary.Embedded));
        AtomicFile.WriteText(Path.ChangeExtension(opened.Folder.ReportPath, ".md"), ReportMarkdown.Text(content));
    }
}
