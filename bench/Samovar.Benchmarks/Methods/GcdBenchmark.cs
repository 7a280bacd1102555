using System.Globalization;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>Milliseconds of one iteration of generalized contrastive divergence: networks of three layers of 64, 128 paths of 5 steps, one thread; the goal is 3.</summary>
/// <remarks>Argument: rounds. The processor time of the calling thread is what a quiet machine would take.</remarks>
public sealed class GcdBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "gcd";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        int rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500;
        WorkerPool.Configure(1);
        Console.WriteLine($"1 thread, {rounds} rounds; best and median wall time, best and median processor time, goal 3 ms.");
        Console.WriteLine($"{"chain steps",-14}{"best ms",9}{"median",9}{"best cpu",9}{"median",9}{"bytes",9}");
        foreach (int chainSteps in new[] { 1, 5 })
        {
            Measure(chainSteps, rounds);
        }
    }

    private static void Measure(int chainSteps, int rounds)
    {
        EnergyChain model = new(2, new EnergyChainOptions(), RandomStream.FromSeed(1));
        GeneralizedContrastiveDivergence objective = new(new DynamicProgrammingOptions { ChainSteps = chainSteps });
        DataSession<EnergyChain> session = new(model, objective, DataSet.Of(new EightGaussians()), 1, 1_000_000);
        double[] wall = new double[rounds];
        double[] processor = new double[rounds];
        for (int round = -100; round < rounds; round++)
        {
            (double Wall, double Processor) step = ThreadTime.Measure(() => session.Advance());
            if (round >= 0)
            {
                (wall[round], processor[round]) = (step.Wall / 1000, step.Processor / 1000);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        session.Advance();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine(
            $"{chainSteps,-14}{wall.Min(),9:F2}{wall.Order().ElementAt(rounds / 2),9:F2}{processor.Min(),9:F2}{processor.Order().ElementAt(rounds / 2),9:F2}{bytes,9}");
    }
}
