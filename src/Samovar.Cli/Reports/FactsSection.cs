using System.Globalization;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Data;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Reports;

/// <summary>Everything needed to judge, repeat and cite the run.</summary>
internal static class FactsSection
{
    /// <summary>The numbers that people ask for first.</summary>
    internal static string Tiles(ReportContent content)
    {
        Run run = content.Run;
        (string Value, string Name)[] tiles =
        [
            (Phrases.Duration(run.Seconds), run.Plan.IsDirect ? "of sampling" : "of training"),
            Work(run),
            .. content.Subject is DataSubject
                ? Array.Empty<(string Value, string Name)>()
                : [(Phrases.Count(run.Cost.Energies), "energy evaluations"), (Phrases.Count(run.Cost.Scores), "score evaluations")],
            (Phrases.Count(content.Samples.Count), "draws measured"),
        ];
        IEnumerable<string> cards = tiles.Select(tile => $"<div class=\"card tile\"><b>{tile.Value}</b><span>{tile.Name}</span></div>");
        return $"<div class=\"tiles\">{string.Concat(cards)}</div>";
    }

    private static (string Value, string Name) Work(Run run)
    {
        int done = run.History.Count > 0 ? run.History[^1].Step : 0;
        return run.Plan.IsDirect ? (Phrases.Count(run.Plan.Draws), "draws") : ($"{done} of {run.Plan.Steps}", "steps recorded");
    }

    /// <summary>Facts, command line and citation.</summary>
    internal static string Html(ReportContent content)
    {
        RunPlan plan = content.Manifest.Plan;
        MachineFacts machine = content.Manifest.Machine;
        TargetCard? card = (content.Subject as DensitySubject)?.Target.Capability<IHasCard>()?.Card;
        string facts = Markup.Facts(
        [
            (card is null && content.Subject is DataSubject ? "Data" : "Target", $"{plan.Target}, {content.Subject.Dimension} {(content.Subject.Dimension == 1 ? "dimension" : "dimensions")}"),
            ("Definition", card?.Definition ?? (content.Subject as DataSubject)?.Data.Capability<IDataSource>()?.Definition),
            ("Rows", Rows(content.Manifest.Data)),
            ("log Z", card?.LogNormalizer),
            ("Target options", Options(plan.TargetOptions)),
            ("Method", plan.IsDirect ? plan.Method : $"{plan.Method}, preset {plan.Preset}"),
            ("Method options", Options(plan.MethodOptions)),
            ("Steps", plan.IsDirect ? null : plan.Steps.ToString(CultureInfo.InvariantCulture)),
            ("Draws", plan.IsDirect ? plan.Draws.ToString(CultureInfo.InvariantCulture) : null),
            ("Seed", plan.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Samovar", machine.Version),
            ("Runtime", machine.Runtime),
            ("Processor", machine.Processor),
            ("Threads", machine.Threads.ToString(CultureInfo.InvariantCulture)),
        ]);
        string repeat = $"<h3>Repeat it</h3><pre>{Markup.Text(content.Manifest.Command)}</pre>";
        string cite = $"<h3>Cite the method</h3><pre>{Markup.Text(content.Source.ToBibTeX())}</pre>";
        string cards = Markup.Grid([Markup.Card("Facts", facts), $"<div class=\"card\">{repeat}<br>{cite}</div>"]);
        return Markup.Section("The run", "What was done, where, and how to do it again.", cards);
    }

    private static string? Rows(DataRecord? data) => data is null
        ? null
        : $"{data.TrainingRows} to learn from, {data.HeldOutRows} held out{(data.DroppedRows > 0 ? $", {data.DroppedRows} dropped for missing values" : string.Empty)}; "
            + $"{data.Columns.Count} columns, coordinates {data.Coordinates}";

    private static string? Options(IReadOnlyDictionary<string, string> options) =>
        options.Count == 0 ? null : string.Join(", ", options.Select(option => $"{option.Key} = {option.Value}"));
}
