using System.Globalization;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>DiKL on particles: milliseconds of a denoising step, of a generator step and of 1000 draws, one thread, beside the authors' code.</summary>
/// <remarks>
/// The pair network is not theirs, but has their width, depth and batch where "authors' sizes" is printed. A denoising step is the difference between iterations with
/// five and with one. The reference ran on another processor, quiet and with a tuned library. Processor time of the thread, best of some rounds. Arguments: rounds, part of a case's name.
/// </remarks>
public sealed class PairBenchmark : IBenchmark
{
    private const int DenoisingSteps = 5;

    /// <inheritdoc/>
    public string Name => "pairs";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        int rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 4;
        WorkerPool.Configure(1);
        Console.WriteLine($"{"",-24}{"",-18}{"ms",9}{"reference",11}{"times faster",14}{"required",10}");
        string named = arguments.Length > 1 ? arguments[1] : "";
        foreach (PairCase pairs in PairCase.All.Where(pairs => pairs.Name.Contains(named, StringComparison.Ordinal)))
        {
            Measure(pairs, rounds);
        }
    }

    private static void Measure(PairCase pairs, int rounds)
    {
        ObjectiveSession<ParticleGenerator> one = pairs.Session(1, out TimedScore posterior);
        ObjectiveSession<ParticleGenerator> many = pairs.Session(DenoisingSteps, out _);
        RandomStream random = RandomStream.FromSeed(2);
        ITarget target = (ITarget)pairs.Target;
        double single = double.PositiveInfinity, several = double.PositiveInfinity, chains = double.PositiveInfinity, draws = double.PositiveInfinity;
        for (int round = -1; round < rounds; round++)
        {
            double first = Milliseconds(() => one.Advance());
            double second = Milliseconds(() => many.Advance());
            double third = Milliseconds(() => one.Sampler.Draw(target, 1000, random));
            if (round >= 0)
            {
                (single, several, chains, draws) =
                    (Math.Min(single, first), Math.Min(several, second), Math.Min(chains, posterior.Milliseconds), Math.Min(draws, third));
            }
        }

        double denoising = (several - single) / (DenoisingSteps - 1);
        Print(pairs.Name, "denoising step", denoising, pairs.References.Denoising, "3");
        Print("", "generator step", single - denoising, pairs.References.Generator, "10");
        Print("", "  of it posterior", chains, double.NaN, "");
        Print("", "1000 draws", draws, pairs.References.Draws, "");
    }

    private static double Milliseconds(Action work) => ThreadTime.Measure(work).Processor / 1000;

    private static void Print(string name, string part, double milliseconds, double reference, string required)
    {
        string Show(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"{name,-24}{part,-18}{milliseconds,9:F1}{Show(reference, "F0"),11}{Show(reference / milliseconds, "F1"),14}{(double.IsNaN(reference) ? "" : required),10}");
    }
}
