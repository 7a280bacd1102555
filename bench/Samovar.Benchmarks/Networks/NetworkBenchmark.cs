using Samovar.Compute.Threading;

namespace Samovar.Benchmarks.Networks;

/// <summary>A whole training step of a network against the measured peak of fused multiply-adds, on one and two threads.</summary>
/// <remarks>
/// A round measures the peak and then one step, so that a busy moment of a shared machine hits both alike. Operations are those of the matrix products
/// alone: activations, sums of columns, packing and Adam count as lost time.
/// </remarks>
public sealed class NetworkBenchmark : IBenchmark
{
    private const double Goal = 0.75;

    /// <inheritdoc/>
    public string Name => "network";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        int rounds = arguments.Length > 0 ? int.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture) : 400;
        Console.WriteLine($"MLP 2-400-400-400-2, SiLU, mean squared error, batch 512, Adam; {rounds} rounds of peak and step.");
        Console.WriteLine($"{"threads",-8}{"",-18}{"step us",10}{"GF",8}{"peak GF",9}{"of peak",9}{"without Adam us",17}{"bytes/step",12}");
        foreach (int threads in new[] { 1, 2 })
        {
            Measure(threads, rounds);
        }

        Console.WriteLine($"Goal on one thread: at least {Goal:P0} of the peak and no allocation.");
    }

    private static void Measure(int threads, int rounds)
    {
        using WorkerPool pool = new(threads);
        TrainingCase network = new(512, 400, 3, pool);
        ThreadedPeak peak = new(pool);
        for (int warmUp = 0; warmUp < 5; warmUp++)
        {
            network.Step();
            peak.Measure();
        }

        (double Wall, double Processor)[] peaks = new (double, double)[rounds], steps = new (double, double)[rounds], evaluations = new (double, double)[rounds];
        for (int round = 0; round < rounds; round++)
        {
            peaks[round] = ThreadTime.Measure(() => peak.Measure());
            steps[round] = ThreadTime.Measure(network.Step);
            evaluations[round] = ThreadTime.Measure(() => network.Evaluate());
        }

        double bytes = BytesPerStep(network);
        Print(threads, "wall", network, peak, bytes, [.. peaks.Select(time => time.Wall)], [.. steps.Select(time => time.Wall)], [.. evaluations.Select(time => time.Wall)]);
        if (threads == 1)
        {
            Print(1, "processor", network, peak, bytes, [.. peaks.Select(time => time.Processor)], [.. steps.Select(time => time.Processor)], [.. evaluations.Select(time => time.Processor)]);
        }
    }

    private static void Print(
        int threads, string clock, TrainingCase network, ThreadedPeak peak, double bytes, params double[][] times)
    {
        foreach ((string name, double share) in new[] { ("best", 0.0), ("5 %", 0.05), ("median", 0.5) })
        {
            double[] kept = [.. times.Select(values => values.Order().ElementAt((int)(share * values.Length)))];
            double highest = peak.Operations / kept[0] / 1000;
            double rate = network.Operations / kept[1] / 1000;
            Console.WriteLine(
                $"{threads,-8}{$"{clock}, {name}",-18}{kept[1],10:F0}{rate,8:F1}{highest,9:F1}{rate / highest,9:P0}{kept[2],17:F0}{bytes,12:F0}");
        }
    }

    private static double BytesPerStep(TrainingCase network)
    {
        const int Steps = 20;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int step = 0; step < Steps; step++)
        {
            network.Step();
        }

        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Steps;
    }
}
