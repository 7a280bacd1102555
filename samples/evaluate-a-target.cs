#:project ../src/Samovar/Samovar.csproj

// Reads a target's card, evaluates it, and lets every metric judge exact draws against it.   dotnet run -c Release samples/evaluate-a-target.cs
using Samovar;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

DoubleWell target = new();
Console.WriteLine($"{target.Card.Summary}: {target.Card.Definition}");
Console.WriteLine($"log Z = {target.Card.LogNormalizer}");

Batch draws = new(count: 1_000, target.Dimension);
target.DrawExactly(draws, RandomStream.FromSeed(1));
double[] logDensity = new double[draws.Count];
Batch score = new(draws.Count, draws.Dimension);
target.LogDensityAndScore(draws, logDensity, score);
Console.WriteLine($"mean log-density {logDensity.Average():0.00}, first score ({score[0, 0]:0.00}, {score[0, 1]:0.00})");

foreach (Measurement measurement in MetricSuite.Everything().Measure(new Draws(draws, EvaluationCost.None), target, RandomStream.FromSeed(2)))
{
    Console.WriteLine(measurement switch
    {
        Measurement.Measured measured => $"{measured.Name,-22} {measured.Value,9:0.0000} ± {measured.StandardError:0.0000}   exact draws {measured.Floor:0.0000}",
        Measurement.NotApplicable absent => $"{absent.Name,-22} {absent.Reason}",
        _ => measurement.Name,
    });
}
