using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Methods.Classical;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Benchmarks.Verdicts;

/// <summary>How often the printed 95 % interval of log Z holds the truth, over many seeds.</summary>
/// <remarks>
/// Arguments: number of runs, then lines to run (all without one): "weights", or a method and a target joined by a slash, such as pt/mog9. Tuning and reference are
/// part of every run. "weights" are 5 × 2,000 log-weights N(−s²/2, s²) with ln Z = 0, as paths of an imperfect control have them, pooled as after training.
/// </remarks>
public sealed class IntervalBenchmark : IBenchmark
{
    private static readonly ITarget[] Known =
    [
        new Mog9(), new Gmm25(), new ManyWell(new ManyWellOptions()), new Gaussian(new GaussianOptions()),
        new StudentMixture(new StudentMixtureOptions { Dimension = 10 }),
    ];

    private static readonly (string Name, Func<IDirectMethod> Make, int Count)[] Methods =
    [
        ("pt", () => new ParallelTemperingMethod(new ParallelTemperingSettings { Scans = 200, MostScans = 200 }), 256),
        ("pt-1000", () => new ParallelTemperingMethod(new ParallelTemperingSettings { Scans = 1_000, MostScans = 1_000 }), 256),
        ("smc", () => new SequentialMonteCarloMethod(new SequentialMonteCarloSettings { Particles = 64, MostBatches = 1 }), 256),
        ("ais", () => new AnnealedImportanceMethod(new AnnealedImportanceSettings { ReverseChains = 0 }), 1_024),
    ];

    /// <inheritdoc/>
    public string Name => "log-z-intervals";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        int runs = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 200;
        string[] lines = arguments.Length > 1 ? arguments[1..] : ["weights", .. Methods.SelectMany(method => Known.Select(target => $"{method.Name}/{target.Name}"))];
        Console.WriteLine("| estimate | runs | interval holds the truth | rms error | mean stated error | below | above |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (string line in lines)
        {
            if (line == "weights")
            {
                Weights(runs);
                continue;
            }

            string[] parts = line.Split('/');
            (_, Func<IDirectMethod> make, int count) = Methods.Single(method => method.Name == parts[0]);
            ITarget target = Known.Single(known => known.Name == parts[1]);
            Print($"`{parts[0]}` on `{parts[1]}`", target.Capability<IHasLogNormalizer>()!.LogNormalizer, [.. Enumerable.Range(1, runs).Select(seed =>
                make().Draw(target, new DirectRequest(count, (ulong)seed), CancellationToken.None).LogNormalizer!)]);
        }
    }

    private static void Weights(int runs)
    {
        foreach (double spread in new[] { 0.3, 1, 1.5, 2, 2.5 })
        {
            Print($"weights spread by {spread.ToString(CultureInfo.InvariantCulture)}", 0, [.. Enumerable.Range(1, runs).Select(seed =>
            {
                RandomStream random = RandomStream.FromSeed((ulong)seed).Named("weights");
                return PooledLogNormalizer.Of([.. Enumerable.Range(0, 5).Select(_ => new Draws(new Batch(2_000, 1), EvaluationCost.None)
                {
                    LogWeights = [.. Enumerable.Range(0, 2_000).Select(_ => (-spread * spread / 2) + (spread * random.NextNormal()))],
                })])!;
            })]);
        }
    }

    private static void Print(string name, double truth, LogNormalizerEstimate[] estimates)
    {
        int inside = estimates.Count(estimate => estimate.Lower <= truth && truth <= estimate.Upper);
        double square = estimates.Average(estimate => (estimate.Value - truth) * (estimate.Value - truth));
        FormattableString row = $"| {name} | {estimates.Length} | {100.0 * inside / estimates.Length:0.0} % | {Math.Sqrt(square):0.0000} | {estimates.Average(estimate => estimate.StandardError):0.0000} | {estimates.Count(estimate => estimate.Upper < truth)} | {estimates.Count(estimate => estimate.Lower > truth)} |";
        Console.WriteLine(row.ToString(CultureInfo.InvariantCulture));
    }
}
