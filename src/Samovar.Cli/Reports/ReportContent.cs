using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Cli.Reports;

/// <summary>Everything that a report shows.</summary>
/// <param name="Manifest">What was asked for, where.</param>
/// <param name="Run">What happened, measured and examined.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Samples">[n, d] draws; none after a divergence.</param>
/// <param name="Source">The method's paper.</param>
internal sealed record ReportContent(RunManifest Manifest, Run Run, Subject Subject, Batch Samples, Citation Source)
{
    /// <summary>The energy that was learned, or null.</summary>
    internal IEnergyModel? Energy { get; init; }
}
