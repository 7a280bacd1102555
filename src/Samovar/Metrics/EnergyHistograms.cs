using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Compares the energies of draws with those of exact draws, again and again.</summary>
internal static class EnergyHistograms
{
    /// <summary>Draws on each side of one comparison, if there are enough.</summary>
    public const int SampleSize = 2_000;
    private const int Repeats = 10;
    private const int Bins = 200;

    /// <summary>One comparison per repetition.</summary>
    /// <param name="energies">[n] of the draws; +∞ counts as out of range.</param>
    /// <param name="target">A target with exact draws.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static Comparison[] Compare(double[] energies, ITarget target, RandomStream random)
    {
        IHasExactDraws truth = target.Capability<IHasExactDraws>()!;
        int size = Math.Min(energies.Length, SampleSize);
        return Enumerable.Range(0, Repeats)
            .Select(_ =>
            {
                double[] reference = Energies(target, TruthSample.Draw(truth, size, target.Dimension, random));
                double[] sample = TruthSample.Subset(energies.Length, size, random).Select(row => energies[row]).ToArray();
                return CompareOnce(sample, reference);
            })
            .ToArray();
    }

    /// <summary>The same between exact draws.</summary>
    public static Comparison[] CompareTruth(int count, ITarget target, RandomStream random)
    {
        IHasExactDraws truth = target.Capability<IHasExactDraws>()!;
        int size = Math.Min(count, SampleSize);
        return Compare(Energies(target, TruthSample.Draw(truth, Repeats * size, target.Dimension, random)), target, random);
    }

    /// <summary>−ln ρ of points.</summary>
    public static double[] Energies(ITarget target, Batch points) => TruthSample.LogDensities(target, points).Select(value => -value).ToArray();

    /// <summary>Standard error of the mean over repetitions that share their draws: no better than disjoint subsamples would allow.</summary>
    public static double Error(IReadOnlyCollection<double> values, int draws)
    {
        int disjoint = Math.Clamp(draws / SampleSize, 1, values.Count);
        return Spread.Deviation(values) / Math.Sqrt(disjoint);
    }

    private static Comparison CompareOnce(double[] sample, double[] reference)
    {
        double low = reference.Min();
        double high = reference.Max();
        double[] observed = Histogram(sample, low, high, out int inside);
        double[] expected = Histogram(reference, low, high, out _);
        double variation = inside == 0 ? 1 : 0.5 * observed.Zip(expected, (a, b) => Math.Abs(a - b)).Sum();
        return new Comparison(variation, 1 - ((double)inside / sample.Length));
    }

    private static double[] Histogram(double[] energies, double low, double high, out int inside)
    {
        double[] bins = new double[Bins];
        inside = 0;
        foreach (double energy in energies)
        {
            if (energy >= low && energy <= high)
            {
                inside++;
                bins[Math.Min(Bins - 1, (int)((energy - low) / (high - low) * Bins))]++;
            }
        }

        for (int bin = 0; bin < Bins; bin++)
        {
            bins[bin] /= Math.Max(1, inside);
        }

        return bins;
    }

    /// <param name="Variation">Total variation of the two histograms.</param>
    /// <param name="OutOfRange">Share of the draws outside the range of the reference.</param>
    internal readonly record struct Comparison(double Variation, double OutOfRange);
}
