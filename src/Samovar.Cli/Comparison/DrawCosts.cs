namespace Samovar.Cli.Comparison;

/// <summary>What independent draws cost: something once, and something for each.</summary>
/// <param name="Once">Paid before the first draw.</param>
/// <param name="Each">Paid for each draw.</param>
internal readonly record struct DrawCost(double Once, double Each);

/// <summary>What draws cost in runs that differ by their seed alone.</summary>
/// <param name="Seeds">One cost per seed, at least one; where a cost is a ratio of means, its first-order share in that ratio, so that the mean is the ratio.</param>
internal sealed record DrawCosts(IReadOnlyList<DrawCost> Seeds)
{
    /// <summary>The means over seeds.</summary>
    internal DrawCost Mean { get; } = new(Seeds.Average(seed => seed.Once), Seeds.Average(seed => seed.Each));

    /// <summary>Covariances of the means, from the scatter between seeds; NaN for one seed.</summary>
    internal (double Once, double Both, double Each) Covariance
    {
        get
        {
            double Of(Func<DrawCost, double> left, Func<DrawCost, double> right) =>
                Seeds.Sum(seed => (left(seed) - left(Mean)) * (right(seed) - right(Mean))) / (Seeds.Count - 1) / Seeds.Count;
            return (Of(cost => cost.Once, cost => cost.Once), Of(cost => cost.Once, cost => cost.Each), Of(cost => cost.Each, cost => cost.Each));
        }
    }
}
