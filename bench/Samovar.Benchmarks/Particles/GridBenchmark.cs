using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Diffusions;
using Samovar.Metrics.HeldOut;
using Samovar.Samplers.Particles;

namespace Samovar.Benchmarks.Particles;

/// <summary>The grid of 25 Gaussians by score difference and by its rivals on the same interface: 1,024 particles and rows, 500 steps, seeds 1 to 3.</summary>
public sealed class GridBenchmark : IBenchmark
{
    private static readonly NoiseSchedule Cosine = new NoiseSchedule.Cosine(5, 0.1);
    private static readonly NoiseSchedule Geometric = new NoiseSchedule.Geometric(5, 0.1);

    /// <inheritdoc/>
    public string Name => "grid";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        Console.WriteLine("Mean over seeds 1 to 3, and the largest difference from it.");
        Console.WriteLine($"{"",-38}{"modes",14}{"high quality",18}{"KL mode",18}{"deviation",18}{"sliced W2",18}");
        DataSet data = DataSet.Of(new Grid25());
        RowAttraction Rows() => new(data, 1024);
        Print("score difference, cosine", data, new() { Schedule = Cosine }, () => new ScoreDifference(Rows()));
        Print("score difference, geometric", data, new() { Schedule = Geometric }, () => new ScoreDifference(Rows()));
        Print("score difference, log-cosine", data, new() { Schedule = new NoiseSchedule.LogCosine(5, 0.1) }, () => new ScoreDifference(Rows()));
        Print("  from N((20, 20), 0.25 I)", data, new() { Schedule = Cosine, StartMean = 20, StartScale = 0.5 }, () => new ScoreDifference(Rows()));
        Print("  without noise", data, new() { Schedule = Cosine, Noise = false }, () => new ScoreDifference(Rows()));
        Print("  without noise, own particle left out", data, new() { Schedule = Cosine, Noise = false }, () => new ScoreDifference(Rows(), leaveOutOwn: true));
        Print("  constant noise 0.5", data, new() { Schedule = new NoiseSchedule.Constant(0.5) }, () => new ScoreDifference(Rows()));
        Print("  constant noise 0.1", data, new() { Schedule = new NoiseSchedule.Constant(0.1) }, () => new ScoreDifference(Rows()));
        Print("mean shift, geometric", data, new() { Schedule = Geometric }, () => new MeanShift(Rows()));
        Print("MMD flow, geometric, step 1", data, new() { Schedule = Geometric }, () => new MmdFlow(Rows()));
        Print("MMD flow, geometric, step 10", data, new() { Schedule = Geometric, StepSize = 10 }, () => new MmdFlow(Rows()));
    }

    private static void Print(string name, DataSet data, ParticleFlowOptions options, Func<IParticleRule> rule)
    {
        HeldOutMetric[] metrics = [new ModesCovered(), new HighQualityRate(), new KlMode(), new WithinModeDeviation(), new HeldOutSlicedWasserstein2()];
        double[][] values = [.. Enumerable.Range(1, 3).Select(seed =>
        {
            RandomStream random = RandomStream.FromSeed((ulong)seed);
            Batch draws = new ParticleFlow(2, options, rule, random.Named("start")).Draw(options.Particles, random.Named("draws")).Points;
            return metrics.Select(metric => ((Measurement.Measured)metric.Measure(draws, data, random.Named(metric.Name))).Value).ToArray();
        })];
        IEnumerable<string> cells = Enumerable.Range(0, metrics.Length).Select(place =>
        {
            double mean = values.Average(seed => seed[place]);
            return $"{mean,9:0.0000} ± {values.Max(seed => Math.Abs(seed[place] - mean)),-6:0.0000}";
        });
        Console.WriteLine($"{name,-38}{string.Concat(cells)}");
    }
}
