using System.Diagnostics;
using System.Globalization;
using Samovar.Benchmarks.Networks;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Methods;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>The authors' configuration of DiKL on MoG-40: milliseconds of its parts beside the figures of their code.</summary>
/// <remarks>
/// The thread pool of a process has one size, so each number of threads is measured in a process of its own. A denoising step is the difference between outer
/// iterations with fifty of them and with one. The reference ran on another processor, whose peak is printed, quiet and with a tuned library.
/// </remarks>
public sealed class PaperBenchmark : IBenchmark
{
    private const int Rounds = 8;

    private const int DenoisingSteps = 50;

    private static readonly (string Name, double Required, double OneThread, double TwoThreads)[] References =
    [
        ("denoising step", 2, 28.8, 21.0),
        ("generator step", 50, 1121, 1051),
        ("  of it posterior", double.NaN, double.NaN, double.NaN),
        ("outer iteration", 3, 2560, 2100),
        ("1000 draws", double.NaN, 5.4, 3.5),
    ];

    private static readonly double[] ReferencePeaks = [243, 461];

    /// <inheritdoc/>
    public string Name => "paper";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is ["--threads", string threads])
        {
            Measure(int.Parse(threads, CultureInfo.InvariantCulture));
            return;
        }

        Console.WriteLine("DiKL on MoG-40 as published: batch 1024, two networks with four hidden layers of 400, SiLU, 50 denoising steps an iteration;");
        Console.WriteLine($"15 temperatures, 10 chains, 5 final Langevin moves. Milliseconds by the wall clock, best and median of {Rounds} rounds.");
        foreach (string count in new[] { "1", "2" })
        {
            using Process process = Process.Start(Environment.ProcessPath!, [typeof(PaperBenchmark).Assembly.Location, Name, "--threads", count]);
            process.WaitForExit();
        }
    }

    private static void Measure(int threads)
    {
        WorkerPool.Configure(threads);
        Trial many = new(DenoisingSteps), one = new(1);
        ThreadedPeak peak = new(WorkerPool.Shared);
        double[][] times = [.. References.Select(_ => new double[Rounds])];
        double[] peaks = new double[Rounds];
        for (int round = -1; round < Rounds; round++)
        {
            peak.Measure();
            double rate = peak.Operations / ThreadTime.Measure(peak.Measure).Wall / 1000;
            double single = one.Iterate();
            double outer = many.Iterate();
            double draws = many.Draw();
            if (round >= 0)
            {
                double denoising = (outer - single) / (DenoisingSteps - 1);
                (peaks[round], times[0][round], times[1][round], times[2][round], times[3][round], times[4][round]) =
                    (rate, denoising, single - denoising, one.PosteriorMilliseconds, outer, draws);
            }
        }

        Print(threads, times, peaks.Max());
    }

    private static void Print(int threads, double[][] times, double peak)
    {
        double otherPeak = ReferencePeaks[threads - 1];
        Console.WriteLine();
        Console.WriteLine($"{threads} thread(s), peak {peak:F0} GF here, {otherPeak:F0} GF where the reference ran");
        Console.WriteLine($"{"",-20}{"best ms",9}{"median",9}{"reference",11}{"times faster",14}{"at equal peak",15}{"required",10}");
        for (int part = 0; part < References.Length; part++)
        {
            double reference = threads == 1 ? References[part].OneThread : References[part].TwoThreads;
            double best = times[part].Min();
            string Show(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
            Console.WriteLine(
                $"{References[part].Name,-20}{best,9:F1}{times[part].Order().ElementAt(Rounds / 2),9:F1}{Show(reference, "F1"),11}"
                + $"{Show(reference / best, "F1"),14}{Show(reference / best * otherPeak / peak, "F1"),15}{Show(References[part].Required, "F0"),10}");
        }
    }

    /// <summary>A training session with some number of denoising steps.</summary>
    private sealed class Trial
    {
        private readonly TimedScore posterior;
        private readonly ObjectiveSession<OneStepGenerator> session;
        private readonly Mog40 target = new();
        private readonly RandomStream random = RandomStream.FromSeed(2);

        public Trial(int denoisingSteps)
        {
            DiklPreset preset = DiklPaper.For(target.Name, target.Dimension);
            posterior = new TimedScore(preset.Objective.Posterior);
            ReverseDiffusiveKl objective = new(preset.Objective with { ScoreSteps = denoisingSteps, Posterior = posterior });
            OneStepGenerator generator = new(target.Dimension, preset.Generator, RandomStream.FromSeed(1));
            session = new ObjectiveSession<OneStepGenerator>(generator, objective, new MeteredTarget(target), 1, 1000);
        }

        public double PosteriorMilliseconds => posterior.Milliseconds;

        /// <summary>One outer iteration, in milliseconds.</summary>
        public double Iterate() => Milliseconds(() => session.Advance());

        /// <summary>1000 draws, in milliseconds.</summary>
        public double Draw() => Milliseconds(() => session.Sampler.Draw(target, 1000, random));

        private static double Milliseconds(Action work) => ThreadTime.Measure(work).Wall / 1000;
    }
}
