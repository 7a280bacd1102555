using System.Diagnostics;
using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Benchmarks.Chains;

/// <summary>Gradients a second of Hamiltonian chains as a share of the bare lane kernel, and the seconds of a million Langevin steps.</summary>
/// <remarks>
/// The share is measured on one thread, by processor time, in rounds that alternate between the two, so that a busy moment of a shared machine hits both
/// alike. The thread pool of a process has one size, so each number of threads is measured in a process of its own.
/// </remarks>
public sealed class ChainBenchmark : IBenchmark
{
    private const int Rounds = 300;
    private const int Blocks = 4;
    private const double Share = 0.1;
    private const double Goal = 0.6;
    private const int LangevinChains = 1_024;
    private const int LangevinSteps = 1_000_000;
    private const int LangevinRounds = 7;

    /// <inheritdoc/>
    public string Name => "chains";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is ["--threads", string threads])
        {
            MeasureThreads(int.Parse(threads, CultureInfo.InvariantCulture));
            return;
        }

        foreach (string count in new[] { "1", "2" })
        {
            using Process process = Process.Start(Environment.ProcessPath!, [typeof(ChainBenchmark).Assembly.Location, Name, "--threads", count]);
            process.WaitForExit();
        }
    }

    private static void MeasureThreads(int threads)
    {
        WorkerPool.Configure(threads);
        if (threads == 1)
        {
            MeasureShares();
        }

        MeasureLangevin(threads);
    }

    private static void MeasureShares()
    {
        Console.WriteLine(
            $"Hamiltonian trajectories of {Blocks} blocks of {ChainBlock.DefaultLanes} chains, one thread; millions of gradients a second by processor time, "
            + $"{Share:P0} quantile of {Rounds} rounds.");
        Console.WriteLine($"{"",-16}{"leapfrog",9}{"bare",9}{"chains",9}{"share",8}{"acceptance",12}{"bytes/step",12}");
        double worst = 1;
        foreach (int leaps in new[] { 10, 20 })
        {
            worst = Math.Min(worst, Measure(new Mog40(), _ => 0, 20, leaps));
            worst = Math.Min(worst, Measure(new ManyWell32(), _ => 0, 1.5, leaps));
            worst = Math.Min(worst, Measure(new Lj13(), Lattice, 0.03, leaps));
        }

        Console.WriteLine($"Lowest share: {worst:P0} (goal: at least {Goal:P0})");
    }

    private static double Measure(ITarget target, Func<int, double> start, double spread, int leaps)
    {
        ChainCase chains = new(target, start, spread, leaps, Blocks);
        double[] bare = new double[Rounds], moved = new double[Rounds];
        double acceptance = 0;
        for (int round = 0; round < Rounds; round++)
        {
            bare[round] = ThreadTime.Measure(chains.Bare).Processor;
            moved[round] = ThreadTime.Measure(() => acceptance += chains.Step() / Rounds).Processor;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        chains.Step();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        double AtShare(double[] values) => chains.Gradients / values.Order().ElementAt((int)(Share * Rounds));
        double share = AtShare(moved) / AtShare(bare);
        Console.WriteLine($"{target.Name,-16}{leaps,9}{AtShare(bare),9:F1}{AtShare(moved),9:F1}{share,8:P0}{acceptance,12:F2}{bytes,12}");
        return share;
    }

    private static void MeasureLangevin(int threads)
    {
        RandomStream random = RandomStream.FromSeed(2);
        Mog40 target = new();
        Batch starts = new(LangevinChains, target.Dimension);
        target.DrawExactly(starts, random);
        ChainState state = new(target, starts, random);
        Mala kernel = new(0.5);
        double acceptance = 0;
        double[] seconds = [.. Enumerable.Range(0, LangevinRounds).Select(_ => ThreadTime.Measure(() => acceptance = Million(state, kernel)).Wall / 1e6)];
        Console.WriteLine(
            $"A million MALA steps on mog40 ({LangevinChains} chains, acceptance {acceptance:F2}), {threads} thread{(threads == 1 ? string.Empty : "s")}: "
            + $"best {seconds.Min():F3} s, median {seconds.Order().ElementAt(LangevinRounds / 2):F3} s.");
    }

    private static double Million(ChainState state, Mala kernel)
    {
        double acceptance = 0;
        for (int step = 0; step < LangevinSteps / LangevinChains; step++)
        {
            acceptance = state.Step(kernel).Acceptance;
        }

        return acceptance;
    }

    /// <summary>Particles on a lattice at about their favourite distance.</summary>
    private static double Lattice(int axis)
    {
        int particle = axis / 3;
        int[] place = [particle % 3, particle / 3 % 3, particle / 9];
        return 1.05 * (place[axis % 3] - 1);
    }
}
