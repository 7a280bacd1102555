using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Ten comparisons of 2,000 draws with 2,000 fresh true draws in histograms of 200 bins over the range of the latter.</summary>
/// <param name="name">Name in kebab-case.</param>
public abstract class HistogramMetric(string name) : Metric(name)
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (Numbers(target) is not { } numbers)
        {
            return Missing("particles", target);
        }

        if (TrueDraws.Of(target) is not { } truth)
        {
            return Missing("exact draws", target);
        }

        if (TruthSample.TooFew(truth, Math.Min(points.Count, HistogramComparison.SampleSize)) is { } few)
        {
            return NotApplicable(few);
        }

        HistogramComparison comparison = new(Name, target, truth, numbers);
        (HistogramComparison.Histograms[] draws, HistogramComparison.Histograms[] floor) = comparison.Repeat(points, random);
        double[] values = [.. draws.Select(Value)];
        return Measured(values.Average(), HistogramComparison.Error(values, points.Count), NoiseFloor.Of([.. floor.Select(Value)]));
    }

    /// <summary>What is compared; null where the target has none.</summary>
    private protected abstract Func<Batch, double[]>? Numbers(ITarget target);

    /// <summary>The number wanted of one comparison.</summary>
    private protected virtual double Value(HistogramComparison.Histograms histograms) => histograms.Variation;
}

/// <summary>One comparison of all draws with as many true draws in histograms of 200 bins; what lies out of range counts as different.</summary>
/// <param name="name">Name in kebab-case.</param>
public abstract class FullHistogramMetric(string name) : Metric(name)
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (Numbers(target) is not { } numbers)
        {
            return Missing("particles", target);
        }

        if (TrueDraws.Of(target) is not { } truth)
        {
            return Missing("exact draws", target);
        }

        if (TruthSample.TooFew(truth, points.Count) is { } few)
        {
            return NotApplicable(few);
        }

        (HistogramComparison.Histograms draws, NoiseFloor floor, double error) = new HistogramComparison(Name, target, truth, numbers).All(points, random);
        return Measured(draws.VariationOfAll, error, floor);
    }

    /// <summary>What is compared; null where the target has none.</summary>
    private protected abstract Func<Batch, double[]>? Numbers(ITarget target);
}
