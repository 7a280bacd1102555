using System.Globalization;
using Samovar.Benchmarks.Networks;
using Samovar.Compute.Threading;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>Milliseconds of one training iteration of path samplers, beside those of reference implementations, and as a share of the peak of fused multiply-adds.</summary>
/// <remarks>
/// The reference figures are one thread's, on a quiet machine with a tuned matrix library, and come from the project's list of goals: they were not taken
/// in this run, nor perhaps on this processor. Arguments: rounds, threads, part of a case's name.
/// </remarks>
public sealed class PathBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "paths";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        int rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100;
        int threads = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        string wanted = arguments.Length > 2 ? arguments[2] : string.Empty;
        WorkerPool.Configure(threads);
        Console.WriteLine($"{threads} threads, {rounds} rounds of peak and iteration; best and median wall time, best processor time of the calling thread.");
        Console.WriteLine($"{"",-26}{"best ms",9}{"median",9}{"cpu ms",9}{"reference",11}{"ratio",8}{"cpu ratio",10}{"GF",8}{"peak GF",9}{"of peak",9}{"bytes",9}");
        foreach (PathCase item in PathCase.All.Where(item => item.Name.Contains(wanted, StringComparison.Ordinal)))
        {
            Measure(item, rounds);
        }
    }

    private static void Measure(PathCase item, int rounds)
    {
        ObjectiveSession<ControlledDiffusion> session = item.Start();
        ThreadedPeak peak = new(WorkerPool.Shared);
        double[] peaks = new double[rounds], steps = new double[rounds], processor = new double[rounds];
        for (int round = -3; round < rounds; round++)
        {
            (double Wall, double Processor) own = ThreadTime.Measure(peak.Measure);
            (double Wall, double Processor) step = ThreadTime.Measure(() => session.Advance());
            if (round >= 0)
            {
                (peaks[round], steps[round], processor[round]) = (own.Wall, step.Wall / 1000, step.Processor / 1000);
            }
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        session.Advance();
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        double best = steps.Min();
        double highest = peak.Operations / peaks.Min() / 1000;
        double rate = item.Operations(session.Target.Dimension) / best / 1e6;
        Console.WriteLine(
            $"{item.Name,-26}{best,9:F1}{steps.Order().ElementAt(rounds / 2),9:F1}{processor.Min(),9:F1}{Cell(item.Milliseconds, "F0"),11}{Cell(item.Milliseconds / best, "F1"),8}"
            + $"{Cell(WorkerPool.Shared.Threads == 1 ? item.Milliseconds / processor.Min() : double.NaN, "F1"),10}"
            + $"{rate,8:F1}{highest,9:F1}{rate / highest,9:P0}{bytes,9}");
    }

    private static string Cell(double value, string format) => double.IsNaN(value) ? "–" : value.ToString(format);
}
