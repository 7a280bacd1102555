using Samovar.Cli.Catalogue;
using Samovar.Data;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Reports;

/// <summary>What was learned: the target's card, or the data.</summary>
internal static class TargetSection
{
    /// <summary>The section.</summary>
    internal static string Html(ReportContent content)
    {
        string card = Markup.WideCard(content.Subject is DataSubject ? "Data" : "Target card", Markup.Facts(Facts(content), "Target card"));
        return Markup.Section("Target", "What the draws should follow, exactly.", Markup.Grid([card]));
    }

    /// <summary>Everything known of the target, or of the data; facts without value are null.</summary>
    internal static IEnumerable<(string Name, string? Value)> Facts(ReportContent content)
    {
        RunPlan plan = content.Manifest.Plan;
        TargetCard? card = (content.Subject as DensitySubject)?.Target.Capability<IHasCard>()?.Card;
        IDataSource? source = (content.Subject as DataSubject)?.Data.Capability<IDataSource>();
        return
        [
            ("Name", plan.Target),
            ("In short", card?.Summary),
            ("Dimensions", Commands.Phrases.Count(content.Subject.Dimension)),
            ("Options", Options(plan.TargetOptions)),
            ("Rows", Rows(content.Manifest.Data)),
            ("Definition", card?.Definition ?? source?.Definition),
            ("log Z", card?.LogNormalizer),
            ("Support", card?.Support),
            ("Symmetries", Lines(card?.Symmetries)),
            ("Moments", Lines(card?.Moments)),
            ("Known answers", Lines(card?.KnownAnswers)),
            ("Variants", Lines(card?.Variants)),
            ("Traps", Lines(card?.Traps)),
            ("Source", card?.Source),
        ];
    }

    /// <summary>Options as one line, or null where there are none.</summary>
    internal static string? Options(IReadOnlyDictionary<string, string> options) =>
        options.Count == 0 ? null : string.Join(", ", options.Select(option => $"{option.Key} = {option.Value}"));

    private static string? Lines(IReadOnlyList<string>? lines) =>
        lines is null or { Count: 0 } ? null : string.Join('\n', lines);

    private static string? Rows(DataRecord? data) => data is null
        ? null
        : $"{data.TrainingRows} to learn from, {data.HeldOutRows} held out{(data.DroppedRows > 0 ? $", {data.DroppedRows} dropped for missing values" : string.Empty)}; "
            + $"{data.Columns.Count} columns, coordinates {data.Coordinates}";
}
