namespace Samovar.Metrics;

/// <summary>What a metric says of true draws: the mean of a few independent comparisons of truth with truth, and its error.</summary>
/// <param name="Value">The floor; NaN where a comparison was lost.</param>
/// <param name="StandardError">Its standard error, from the scatter of the comparisons.</param>
internal readonly record struct NoiseFloor(double Value, double StandardError)
{
    /// <summary>Number of comparisons it is the mean of; 0 where it is none.</summary>
    public int Comparisons { get; private init; }

    /// <summary>Comparisons that gave no finite number: with one of them there is no floor.</summary>
    public int Lost { get; private init; }

    /// <summary>The mean of comparisons.</summary>
    /// <param name="values">At least two.</param>
    public static NoiseFloor Of(IReadOnlyCollection<double> values)
    {
        int lost = values.Count(value => !double.IsFinite(value));
        return (lost > 0 ? new NoiseFloor(double.NaN, double.NaN) : new NoiseFloor(values.Average(), Spread.ErrorOfMean(values))) with { Comparisons = values.Count, Lost = lost };
    }

    /// <summary>The root of a mean of squares, for metrics that are 0 on average; its error by the delta method.</summary>
    public NoiseFloor Root() => this with { Value = Math.Sqrt(Value), StandardError = Value > 0 ? StandardError / (2 * Math.Sqrt(Value)) : 0 };
}
