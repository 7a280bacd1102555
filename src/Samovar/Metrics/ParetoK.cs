namespace Samovar.Metrics;

/// <summary>The shape k of the upper tail of the weights: below 0.5 their variance exists, above 0.7 averages over them are unreliable, above 1 there is no mean to estimate.</summary>
/// <remarks>
/// A generalized Pareto law fitted to the weights beyond the min(n/5, 3√n) largest, pulled a little towards 0.5. Like all that rests on own draws it cannot
/// see modes without draws. Source: Vehtari, Simpson, Gelman, Yao and Gabry, 2024, arXiv:1507.02646; fit by Zhang and Stephens, 2009.
/// </remarks>
[Catalogued("pareto-k")]
public sealed class ParetoK() : WeightMetric("pareto-k")
{
    private const int FewestDraws = 25;
    private const int FewestInTail = 5;

    /// <summary>Smaller excesses, in units of the largest weight, are rounding.</summary>
    private const double LeastExcess = 1e-300;
    private const double PriorShape = 0.5;
    private const double PriorCount = 10;
    private const double Unreliable = 0.7;

    /// <inheritdoc/>
    protected override Measurement Evaluate(IReadOnlyList<double> logWeights)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        if (logWeights.Count < FewestDraws)
        {
            return NotApplicable($"needs at least {FewestDraws} draws to have a tail");
        }

        double[] excesses = Excesses(logWeights);
        return excesses.Length < FewestInTail
            ? NotApplicable($"only {excesses.Length} weights stand out from the others, too few for a tail")
            : Measured(Shape(excesses), (1 + PriorShape) / Math.Sqrt(excesses.Length));
    }

    /// <summary>Whether the weights have a tail from which averages over them are unreliable.</summary>
    /// <param name="logWeights">[n] log-weights; not all −∞.</param>
    internal static bool IsUnreliable(IReadOnlyList<double> logWeights) =>
        logWeights.Count >= FewestDraws && Excesses(logWeights) is { Length: >= FewestInTail } excesses && Shape(excesses) > Unreliable;

    /// <summary>By how much the largest weights exceed the next one, in units of the largest.</summary>
    private static double[] Excesses(IReadOnlyList<double> logWeights)
    {
        double[] ordered = [.. logWeights.Order()];
        int size = (int)Math.Ceiling(Math.Min(0.2 * ordered.Length, 3 * Math.Sqrt(ordered.Length)));
        double threshold = Math.Exp(ordered[^(size + 1)] - ordered[^1]);
        return [.. ordered[^size..].Select(logWeight => Math.Exp(logWeight - ordered[^1]) - threshold).Where(excess => excess > LeastExcess)];
    }

    /// <summary>The shape: a mean over candidates for θ = −k/scale, weighted by their profile likelihoods under a weak prior.</summary>
    private static double Shape(double[] excesses)
    {
        int count = excesses.Length;
        int candidates = 30 + (int)Math.Sqrt(count);
        double quartile = excesses[(int)((count / 4.0) + 0.5) - 1];
        double[] rates = [.. Enumerable.Range(1, candidates).Select(
            index => (1 / excesses[^1]) + ((1 - Math.Sqrt(candidates / (index - 0.5))) / (3 * quartile)))];
        double[] likelihoods = [.. rates.Select(rate =>
        {
            double shape = ShapeAt(rate, excesses);
            return count * (Math.Log(-rate / shape) - shape - 1);
        })];
        double largest = likelihoods.Max();
        double sum = likelihoods.Sum(likelihood => Math.Exp(likelihood - largest));
        double rate = rates.Zip(likelihoods, (candidate, likelihood) => candidate * Math.Exp(likelihood - largest)).Sum() / sum;
        return ((count * ShapeAt(rate, excesses)) + (PriorCount * PriorShape)) / (count + PriorCount);
    }

    private static double ShapeAt(double rate, double[] excesses) => excesses.Average(excess => Math.Log(1 - (rate * excess)));
}
