using Samovar.Methods;

namespace Samovar.Cli.Comparison;

/// <summary>From how many draws on a trained sampler beats a method that draws without training.</summary>
/// <param name="Board">The table of both: the target, and the budget where several were given.</param>
/// <param name="Trained">The method that trains.</param>
/// <param name="Rival">The method that draws without training.</param>
/// <param name="InEvaluations">Counted in energies and scores.</param>
/// <param name="InSeconds">Counted in wall seconds.</param>
/// <remarks>
/// The trained sampler pays for training once, then for each draw, which is independent of the others. The rival pays for its warm-up once, then for each
/// effective draw: what it spent after the warm-up, over its effective sample size. Its warm-up takes the same share of its seconds as of its evaluations.
/// There is no comparison where the trained sampler's draws are worse than the rival's by more than the floor, in any of the deciding metrics.
/// </remarks>
internal sealed record PayBack(string Board, string Trained, string Rival, PayBackCount InEvaluations, PayBackCount InSeconds)
{
    private static readonly string[] EffectiveSizes = ["bulk-ess", DirectDraws.EffectiveParticles];

    /// <summary>Every trained row of a grid beside every rival in the same table that tells its effective draws.</summary>
    /// <param name="grid">The rows.</param>
    /// <param name="quality">The deciding metric, or null for the usual one.</param>
    internal static IReadOnlyList<PayBack> Of(MethodGrid grid, string? quality) =>
    [
        .. from trained in grid.Rows
           where trained.Runs.Count > 0 && !trained.IsDirect && trained.Evaluations is not null
           from rival in grid.Rows
           where rival.Board == trained.Board && rival.IsDirect && rival.Draws == trained.Draws && rival.Runs.Any(run => Effective(run) is not null)
           select Of(trained, rival, quality),
    ];

    /// <summary>One pair of rows on one target.</summary>
    internal static PayBack Of(MethodRow trained, MethodRow rival, string? quality)
    {
        PayBackCount Line(Func<EvaluationCost, double, double> unit) =>
            Obstacle(trained, rival, quality) is { } reason
                ? new PayBackCount(new BreakEven.NotApplicable(reason), null)
                : PayBackCount.Of(Trainer(trained, unit), Rivals(rival, unit));
        return new PayBack(trained.Board, trained.Method, rival.Method, Line((cost, _) => cost.Total), Line((_, seconds) => seconds));
    }

    /// <summary>Training once, then the measured cost of a draw.</summary>
    private static DrawCosts Trainer(MethodRow row, Func<EvaluationCost, double, double> unit) => new(
    [
        .. from run in row.Runs
           let drawing = run.Results.Drawing
           where drawing is not null
           select new DrawCost(unit(run.Results.Cost, run.Results.Seconds), unit(drawing.Cost, drawing.Seconds) / drawing.Count),
    ]);

    /// <summary>Warm-up once, then the rest over the effective draws: the ratio of their means, which a seed with few effective draws does not upset.</summary>
    private static DrawCosts Rivals(MethodRow row, Func<EvaluationCost, double, double> unit)
    {
        (double Once, double Drawing, double Effective)[] seeds =
        [
            .. from run in row.Runs
               let effective = Effective(run)
               where effective is not null
               let all = unit(run.Results.Cost, run.Results.Seconds)
               let share = (run.Diagnostic(DirectDraws.WarmUp) ?? 0) / run.Results.Cost.Total
               select (share * all, (1 - share) * all, effective.Value),
        ];
        double size = seeds.Average(seed => seed.Effective);
        double ratio = seeds.Average(seed => seed.Drawing) / size;
        return new DrawCosts([.. seeds.Select(seed => new DrawCost(seed.Once, ratio + ((seed.Drawing - (ratio * seed.Effective)) / size)))]);
    }

    private static double? Effective(ComparedRun run) => EffectiveSizes.Select(run.Diagnostic).FirstOrDefault(size => size is > 0 && double.IsFinite(size.Value));

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
