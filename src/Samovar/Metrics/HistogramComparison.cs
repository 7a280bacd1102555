using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Compares numbers computed from draws, such as energies, with the same numbers of true draws in histograms of 200 bins over the range of the latter.</summary>
/// <param name="name">Name of the metric, under which its floor is remembered.</param>
/// <param name="target">A target with truth.</param>
/// <param name="truth">Its true draws.</param>
/// <param name="numbers">As many numbers for every point as for any other, point after point.</param>
internal sealed class HistogramComparison(string name, ITarget target, IHasExactDraws truth, Func<Batch, double[]> numbers)
{
    /// <summary>Draws on each side of one comparison, if there are enough.</summary>
    public const int SampleSize = 2_000;
    private const int Repeats = 10;
    private const int Bins = 200;

    /// <summary>Ten comparisons of 2,000 draws with 2,000 true ones, and ten between true ones.</summary>
    /// <param name="points">[n, d] draws.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public (Histograms[] Draws, Histograms[] Floor) Repeat(Batch points, RandomStream random)
    {
        int size = Math.Min(points.Count, SampleSize);
        return (
            Repeat(numbers(points), points.Count, size, random),
            Remembered.Of(target, name, size, own => Between(size, own)));
    }

    /// <summary>One comparison of all draws with as many true ones, the mean of a few between true ones, and their scatter, which is the error of one.</summary>
    /// <param name="points">[n, d] draws.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public (Histograms Draws, NoiseFloor Floor, double Error) All(Batch points, RandomStream random)
    {
        double[] between = Remembered.Of<double[]>(
            target, name, points.Count, own => [.. Enumerable.Range(0, TruthSample.FloorRepeats).Select(_ => Pair(points.Count, own).VariationOfAll)]);
        return (Compare(numbers(points), numbers(True(points.Count, random))), NoiseFloor.Of(between), Spread.Deviation(between));
    }

    /// <summary>Standard error of the mean over repetitions that share their draws: no better than disjoint subsamples would allow.</summary>
    public static double Error(IReadOnlyCollection<double> values, int draws)
    {
        int disjoint = Math.Clamp(draws / SampleSize, 1, values.Count);
        return Spread.Deviation(values) / Math.Sqrt(disjoint);
    }

    private Batch True(int count, RandomStream random) => TruthSample.Draw(truth, count, target.Dimension, random);

    /// <summary>Ten comparisons of true draws with true ones: of fresh ones as the draws are compared, of a pool without a draw in common.</summary>
    private Histograms[] Between(int size, RandomStream random) => truth is PooledDraws
        ? [.. Enumerable.Range(0, Repeats).Select(_ => Pair(size, random))]
        : Repeat(numbers(True(Repeats * size, random)), Repeats * size, size, random);

    private Histograms Pair(int size, RandomStream random)
    {
        (Batch sample, Batch others) = TruthSample.Pair(truth, size, size, target.Dimension, random);
        return Compare(numbers(sample), numbers(others));
    }

    private Histograms[] Repeat(double[] values, int count, int size, RandomStream random)
    {
        int each = values.Length / count;
        return
        [
            .. Enumerable.Range(0, Repeats).Select(_ =>
            {
                double[] reference = numbers(True(size, random));
                return Compare([.. TruthSample.Subset(count, size, random).SelectMany(row => values.Skip(row * each).Take(each))], reference);
            }),
        ];
    }

    private static Histograms Compare(double[] sample, double[] reference)
    {
        double low = reference.Min();
        double high = reference.Max();
        double[] observed = Histogram(sample, low, high);
        double[] expected = Histogram(reference, low, high);
        double inside = observed.Sum() / sample.Length;
        double all = observed.Zip(expected, (a, b) => Math.Abs((a / sample.Length) - (b / reference.Length))).Sum() + (1 - inside);
        double within = inside == 0 ? 2 : observed.Zip(expected, (a, b) => Math.Abs((a / (inside * sample.Length)) - (b / reference.Length))).Sum();
        return new Histograms(0.5 * within, 0.5 * all, 1 - inside);
    }

    private static double[] Histogram(double[] values, double low, double high)
    {
        double[] bins = new double[Bins];
        foreach (double value in values)
        {
            if (value >= low && value <= high)
            {
                bins[Math.Min(Bins - 1, (int)((value - low) / (high - low) * Bins))]++;
            }
        }

        return bins;
    }

    /// <param name="Variation">Total variation, numbers out of range left out of the draws' histogram.</param>
    /// <param name="VariationOfAll">Total variation with every number counted.</param>
    /// <param name="OutOfRange">Share of the numbers outside the range of the reference.</param>
    internal readonly record struct Histograms(double Variation, double VariationOfAll, double OutOfRange);
}
