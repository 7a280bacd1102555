namespace Samovar.Cli.Comparison;

/// <summary>Which way a metric is better.</summary>
internal enum BetterWay
{
    /// <summary>Neither way.</summary>
    None,

    /// <summary>Smaller values are better.</summary>
    Smaller,

    /// <summary>Larger values are better.</summary>
    Larger,

    /// <summary>Values near zero are better.</summary>
    NearZero,
}

/// <summary>Which metrics a comparison shows, and which way they are better.</summary>
internal static class MetricOrder
{
    /// <summary>Metrics that are shown unless others are asked for: they see lost modes, or say what log Z is worth.</summary>
    internal static readonly string[] Usual = ["sliced-wasserstein-2", "energy-tv", "mode-weight-tv", "mode-entropy", "outside-support", "log-normalizer-error", "novelty"];

    /// <summary>Metrics that are shown where no run has a usual one, as on an energy without exact draws: they need nothing but the energy.</summary>
    private static readonly string[] Unaided = ["energy-shift", "stein-identity", "kernel-stein", "log-normalizer"];

    /// <summary>Metrics that can decide whether draws are as good as others: distances to exact draws, with a floor.</summary>
    private static readonly string[] Deciding = ["energy-tv", "mode-weight-tv", "sliced-wasserstein-2", "distance-tv"];

    private static readonly string[] Upward =
        ["mode-entropy", "ess-reverse", "ess-forward", "elbo", "energy-auc", "modes-covered", "high-quality-rate", "distinct-draws"];

    /// <summary>Those whose right value is another than 0, or is not known.</summary>
    private static readonly string[] Aimless =
        ["log-normalizer", "log-normalizer-forward", "novelty", "within-mode-deviation", "energy-slope", "log-density-slope"];

    /// <summary>Those that chance or a fault may move to either side of 0.</summary>
    private static readonly string[] Signed = ["log-normalizer-error", "energy-shift", "mmd", "kernel-stein", "local-spread"];

    /// <summary>Which way a metric is better.</summary>
    internal static BetterWay Of(string metric) =>
        Upward.Contains(metric) ? BetterWay.Larger
        : Aimless.Contains(metric) ? BetterWay.None
        : Signed.Contains(metric) ? BetterWay.NearZero
        : BetterWay.Smaller;

    /// <summary>An arrow for a heading, read aloud as words elsewhere.</summary>
    internal static string Arrow(string metric) => Of(metric) switch
    {
        BetterWay.Smaller => " ↓",
        BetterWay.Larger => " ↑",
        BetterWay.NearZero => " →0",
        _ => string.Empty,
    };

    /// <summary>The metrics to show of some rows: those asked for as far as any row has them; else the usual ones, those that need no exact draws, or all.</summary>
    internal static IReadOnlyList<string> Shown(IReadOnlyList<MethodRow> rows, IReadOnlyList<string> wanted)
    {
        HashSet<string> measured = [.. rows.SelectMany(row => row.Runs).SelectMany(run => run.Results.Measurements.OfType<Measurement.Measured>()).Select(metric => metric.Name)];
        string[] known = [.. measured.Where(metric => rows.Any(row => row.Metric(metric) is not null)).Order(StringComparer.Ordinal)];
        string[][] choices = wanted.Count > 0 ? [[.. wanted]] : [Usual, Unaided, known];
        return choices.Select(choice => choice.Where(known.Contains).ToArray()).FirstOrDefault(shown => shown.Length > 0) ?? [];
    }

    /// <summary>The metrics that decide between two rows, as far as both have them with a floor: the one asked for, or all that see different faults.</summary>
    /// <remarks>One alone is not enough: energies do not see lost modes, and distances have floors so high that they hardly see anything.</remarks>
    internal static IReadOnlyList<string> Deciders(MethodRow left, MethodRow right, string? wanted) =>
        [.. (wanted is null ? Deciding : [wanted]).Where(metric => left.Metric(metric) is not null && right.Metric(metric) is not null && right.Floor(metric) is not null)];

    /// <summary>How bad a value is: smaller is better whichever way the metric goes; null where it goes neither way.</summary>
    internal static double? Badness(string metric, double value) => Of(metric) switch
    {
        BetterWay.Smaller => value,
        BetterWay.Larger => -value,
        BetterWay.NearZero => Math.Abs(value),
        _ => null,
    };
}
