using System.Numerics;

namespace Samovar.Benchmarks.Energies;

/// <summary>Energy and gradient of traced energies against kernels written by hand.</summary>
/// <remarks>
/// Both start from the same arrays, [dimension × points], and leave their results in the same arrays: the copies into and out of the lane memory count
/// for the traced form. Rounds alternate between the two, so that a busy moment of a shared machine hits both alike.
/// </remarks>
public sealed class EnergyBenchmark : IBenchmark
{
    private const int Rounds = 200;
    private const double Share = 0.1;
    private const double Goal = 0.5;

    private static readonly int[] LaneCounts = [16, 32, 64, 128];

    /// <inheritdoc/>
    public string Name => "energies";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        Console.WriteLine($"Energy and gradient, one thread; millions of evaluations a second by processor time, {Share:P0} quantile of {Rounds} rounds.");
        Console.WriteLine($"{"",-24}{"batch",7}{"by hand",9}{string.Concat(LaneCounts.Select(lanes => $"{$"{lanes} lanes",10}"))}{"best ratio",12}{"differ by",11}");
        double worst = Math.Min(Measure<float>("float"), Measure<double>("double"));
        Console.WriteLine($"Lowest ratio: {worst:P0} (goal: at least {Goal:P0})");
    }

    private static unsafe double Measure<T>(string precision)
        where T : unmanaged, INumber<T>
    {
        double mixture = Measure($"MoG-40, {precision}", new EnergyCase<T>(
            2, 10_240, TracedEnergies.Mixture, HandwrittenEnergies<T>.Mixture, (axis, point) => 40 * Math.Sin((point * 0.37) + (1.7 * axis))));
        double particles = Measure($"LJ-13, {precision}", new EnergyCase<T>(
            3 * TracedEnergies.Particles, 1_024, TracedEnergies.LennardJones, HandwrittenEnergies<T>.LennardJones, Lattice));
        double wells = Measure($"many-well-32, {precision}", new EnergyCase<T>(
            2 * TracedEnergies.Wells, 2_048, TracedEnergies.ManyWells, HandwrittenEnergies<T>.ManyWells, (axis, point) => 2 * Math.Sin((point * 0.11) + axis)));
        return Math.Min(mixture, Math.Min(particles, wells));
    }

    private static double Measure<T>(string name, EnergyCase<T> energy)
        where T : unmanaged, INumber<T>
    {
        List<double> ratios = [];
        List<string> rates = [];
        double best = 0;
        foreach (int lanes in LaneCounts)
        {
            energy.Compile(lanes);
            double[] traced = new double[Rounds], byHand = new double[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                byHand[round] = ThreadTime.Measure(energy.ByHand).Processor;
                traced[round] = ThreadTime.Measure(energy.Traced).Processor;
            }

            double AtShare(double[] values) => energy.Count / values.Order().ElementAt((int)(Share * Rounds));
            best = Math.Max(best, AtShare(byHand));
            rates.Add($"{AtShare(traced),10:F1}");
            ratios.Add(AtShare(traced) / AtShare(byHand));
        }

        Console.WriteLine($"{name,-24}{energy.Count,7}{best,9:F1}{string.Concat(rates)}{ratios.Max(),12:P0}{energy.Disagreement(),11:E1}");
        return ratios.Max();
    }

    /// <summary>Particles near the points of a lattice at about the favourite distance, as in typical draws.</summary>
    private static double Lattice(int feature, int point)
    {
        int particle = feature / 3;
        int[] place = [particle % 3, particle / 3 % 3, particle / 9];
        return (1.05 * place[feature % 3]) + (0.05 * Math.Sin((point * 0.7) + feature));
    }
}
