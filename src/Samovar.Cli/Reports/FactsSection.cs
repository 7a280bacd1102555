using System.Globalization;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Reports;

/// <summary>What the run cost, where it ran, how to do it again and what to cite.</summary>
internal static class FactsSection
{
    /// <summary>What follows from determinism, as a sentence.</summary>
    internal const string Promise = "The same command with the same version on the same kind of processor gives the same bytes, for any number of threads.";

    /// <summary>The numbers that people ask for first.</summary>
    internal static string Tiles(ReportContent content)
    {
        Run run = content.Run;
        return Markup.Tiles(
        [
            (Phrases.Duration(run.Seconds), run.Plan.IsDirect ? "of sampling" : "of training"),
            Work(run),
            .. content.Subject is DataSubject
                ? Array.Empty<(string Value, string Name)>()
                : [(Phrases.Count(run.Cost.Energies), "energy evaluations"), (Phrases.Count(run.Cost.Scores), "score evaluations")],
            (Phrases.Count(content.Samples.Count), "draws measured"),
        ]);
    }

    /// <summary>Cost, environment, command and citation.</summary>
    internal static string Html(ReportContent content)
    {
        string repeat = $"<pre tabindex=\"0\">{Markup.Text(content.Manifest.Command)}</pre><p class=\"note\">{Promise}</p>";
        string cite = $"<pre tabindex=\"0\">{Markup.Text(content.Source.ToBibTeX())}</pre>";
        return Markup.Section("Run", "What it cost, where it ran, how to do it again.", Markup.Grid(
        [
            Markup.Card("Cost", Markup.Facts(Cost(content), "Cost")),
            Markup.Card("Environment", Markup.Facts(Environment(content.Manifest), "Environment")),
            Markup.Card("Repeat it", repeat),
            Markup.Card("Cite the method", cite),
        ]));
    }

    /// <summary>What was spent.</summary>
    internal static IEnumerable<(string Name, string? Value)> Cost(ReportContent content)
    {
        Run run = content.Run;
        int done = run.History.Count > 0 ? run.History[^1].Step : 0;
        bool counts = content.Subject is DensitySubject;
        return
        [
            ("Method", run.Plan.IsDirect ? run.Plan.Method : $"{run.Plan.Method}, preset {run.Plan.Preset}"),
            ("Options", TargetSection.Options(run.Plan.MethodOptions)),
            (run.Plan.IsDirect ? "Sampling" : "Training", Phrases.Duration(run.Seconds)),
            ("Steps", run.Plan.IsDirect ? null : $"{Phrases.Count(run.Plan.Steps)} planned, {Phrases.Count(done)} recorded"),
            ("Time per step", run.Plan.IsDirect || done == 0 ? null : $"{Phrases.Number(1000 * run.Seconds / done)} ms"),
            ("Draws", run.Plan.IsDirect ? Phrases.Count(run.Plan.Draws) : null),
            ("Energy evaluations", counts ? Phrases.Count(run.Cost.Energies) : null),
            ("Score evaluations", counts ? Phrases.Count(run.Cost.Scores) : null),
            ("Energies per draw", counts && run.Plan.Draws > 0 ? Phrases.Number(run.Cost.Energies / (double)run.Plan.Draws) : null),
            ("Measured on", $"{Phrases.Count(content.Samples.Count)} draws"),
        ];
    }

    /// <summary>Where it ran, and on what.</summary>
    internal static IEnumerable<(string Name, string? Value)> Environment(RunManifest manifest) =>
    [
        ("Samovar", manifest.Machine.Version),
        ("Runtime", manifest.Machine.Runtime),
        ("Processor", manifest.Machine.Processor),
        ("Threads", manifest.Machine.Threads.ToString(CultureInfo.InvariantCulture)),
        ("Seed", manifest.Plan.Seed.ToString(CultureInfo.InvariantCulture)),
        .. manifest.Inputs.Select(input => ($"File '{input.Key}'", (string?)$"{Path.GetFileName(input.Value.Path)}, SHA-256 {input.Value.Sha256}")),
    ];

    private static (string Value, string Name) Work(Run run)
    {
        int done = run.History.Count > 0 ? run.History[^1].Step : 0;
        return run.Plan.IsDirect ? (Phrases.Count(run.Plan.Draws), "draws") : (Phrases.Count(done), $"of {Phrases.Count(run.Plan.Steps)} steps");
    }
}
