namespace Samovar.Metrics;

/// <summary>What a metric says of true draws: the mean of a few independent comparisons of truth with truth, and its error.</summary>
/// <param name="Value">The floor.</param>
/// <param name="StandardError">Its standard error, from the scatter of the comparisons.</param>
internal readonly record struct NoiseFloor(double Value, double StandardError)
{
    /// <summary>The mean of comparisons.</summary>
    /// <param name="values">At least two.</param>
    public static NoiseFloor Of(IReadOnlyCollection<double> values) => new(values.Average(), Spread.ErrorOfMean(values));

    /// <summary>The root of a mean of squares, for metrics that are 0 on average; its error by the delta method.</summary>
    public NoiseFloor Root() => new(Math.Sqrt(Value), Value > 0 ? StandardError / (2 * Math.Sqrt(Value)) : 0);
}
