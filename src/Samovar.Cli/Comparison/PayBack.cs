using Samovar.Methods;

namespace Samovar.Cli.Comparison;

/// <summary>From how many draws on a trained sampler beats a method that draws without training.</summary>
/// <param name="Target">The target.</param>
/// <param name="Trained">The method that trains.</param>
/// <param name="Rival">The method that draws without training.</param>
/// <param name="InEvaluations">Counted in energies and scores, from means over seeds.</param>
/// <param name="InSeconds">Counted in wall seconds, from means over seeds.</param>
/// <remarks>
/// The trained sampler pays for training once, then for each draw, which is independent of the others. The rival pays for its warm-up once, then for each
/// effective draw: what it spent after the warm-up, over its effective sample size. Its warm-up takes the same share of its seconds as of its evaluations.
/// There is no comparison where the trained sampler's draws are worse than the rival's by more than the floor, in any of the deciding metrics.
/// </remarks>
internal sealed record PayBack(string Target, string Trained, string Rival, BreakEven InEvaluations, BreakEven InSeconds)
{
    private static readonly string[] EffectiveSizes = ["bulk-ess", DirectDraws.EffectiveParticles];

    /// <summary>Every trained row of a grid beside every rival on the same target that tells its effective draws.</summary>
    /// <param name="grid">The rows.</param>
    /// <param name="quality">The deciding metric, or null for the usual one.</param>
    internal static IReadOnlyList<PayBack> Of(MethodGrid grid, string? quality) =>
    [
        .. from trained in grid.Rows
           where trained.Runs.Count > 0 && !trained.IsDirect && trained.Evaluations is not null
           from rival in grid.Rows
           where rival.Target == trained.Target && rival.IsDirect && rival.Draws == trained.Draws && Effective(rival) is not null
           select Of(trained, rival, quality),
    ];

    /// <summary>One pair of rows on one target.</summary>
    internal static PayBack Of(MethodRow trained, MethodRow rival, string? quality)
    {
        BreakEven Line(Func<EvaluationCost, double, double> unit) =>
            Obstacle(trained, rival, quality) is { } reason
                ? new BreakEven.NotApplicable(reason)
                : BreakEven.Of(Trainer(trained, unit), Rivals(rival, unit));
        return new PayBack(trained.Target, trained.Method, rival.Method, Line((cost, _) => cost.Total), Line((_, seconds) => seconds));
    }

    /// <summary>Training once, then the measured cost of a draw.</summary>
    private static DrawCost Trainer(MethodRow row, Func<EvaluationCost, double, double> unit) => new(
        row.Over(run => unit(run.Results.Cost, run.Results.Seconds))!.Mean,
        row.Over(run => run.Results.Drawing is { } drawing ? unit(drawing.Cost, drawing.Seconds) / drawing.Count : null)!.Mean);

    /// <summary>Warm-up once, then the rest over the effective draws.</summary>
    private static DrawCost Rivals(MethodRow row, Func<EvaluationCost, double, double> unit)
    {
        static double WarmUp(ComparedRun run) => (run.Diagnostic(DirectDraws.WarmUp) ?? 0) / run.Results.Cost.Total;
        double once = row.Over(run => WarmUp(run) * unit(run.Results.Cost, run.Results.Seconds))!.Mean;
        double rest = row.Over(run => (1 - WarmUp(run)) * unit(run.Results.Cost, run.Results.Seconds))!.Mean;
        return new DrawCost(once, rest / Effective(row)!.Mean);
    }

    private static SeedSpread? Effective(MethodRow row) =>
        row.Over(run => EffectiveSizes.Select(run.Diagnostic).FirstOrDefault(size => size is > 0 && double.IsFinite(size.Value)));

    private static string? Obstacle(MethodRow trained, MethodRow rival, string? quality)
    {
        if (trained.Runs.All(run => run.Results.Drawing is null))
        {
            return "its runs do not tell what a draw costs; measure them again: samovar evaluate";
        }

        IReadOnlyList<string> deciders = MetricOrder.Deciders(trained, rival, quality);
        return deciders.Count == 0
            ? "no metric with a floor was measured for both"
            : deciders.Select(metric => Worse(metric, trained, rival)).FirstOrDefault(reason => reason is not null);
    }

    private static string? Worse(string metric, MethodRow trained, MethodRow rival)
    {
        double floor = rival.Floor(metric)!.Value;
        (double own, double others) = (trained.Metric(metric)!.Mean, rival.Metric(metric)!.Mean);
        return MetricOrder.Badness(metric, own) - MetricOrder.Badness(metric, others) > floor
            ? $"its {metric} of {Commands.Phrases.Number(own)} is worse than {Commands.Phrases.Number(others)} by more than the floor of {Commands.Phrases.Number(floor)}"
            : null;
    }
}
