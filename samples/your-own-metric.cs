#:project ../src/Samovar/Samovar.csproj

// A metric is a class with one method. Its floor is what exact draws would get.   dotnet run -c Release samples/your-own-metric.cs
using Samovar;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

Gmm25 target = new();
Batch draws = new(count: 2_000, target.Dimension);
target.DrawExactly(draws, RandomStream.FromSeed(1));
Console.WriteLine(new MeanDistance().Measure(new Draws(draws, EvaluationCost.None), target, RandomStream.FromSeed(2)));

/// <summary>The distance between the mean of the draws and that of as many exact draws.</summary>
[Catalogued("mean-distance")]
public sealed class MeanDistance() : Metric("mean-distance")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        if (target.Capability<IHasExactDraws>() is not { } truth)
        {
            return Missing("exact draws", target);
        }

        Batch first = new(points.Count, points.Dimension);
        Batch second = new(points.Count, points.Dimension);
        truth.DrawExactly(first, random);
        truth.DrawExactly(second, random);
        return Measured(Distance(points, first), standardError: double.NaN, floor: Distance(first, second));
    }

    private static double Distance(Batch left, Batch right) => Math.Sqrt(Enumerable.Range(0, left.Dimension).Sum(column => Math.Pow(Mean(left, column) - Mean(right, column), 2)));

    private static double Mean(Batch points, int column) => Enumerable.Range(0, points.Count).Average(row => points[row, column]);
}
