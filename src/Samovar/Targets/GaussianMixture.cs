using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>A normalized mixture of round Gaussians of one common width. Everything about it is known in closed form.</summary>
public abstract class GaussianMixture : TracedTarget, IHasExactDraws, IHasLogNormalizer, IHasModes, IHasNoisyScore
{
    private readonly double[,] means;
    private readonly double[] weights;
    private readonly double variance;

    /// <summary>Makes a mixture.</summary>
    /// <param name="name">Name, as used on the command line.</param>
    /// <param name="means">[modes, d] centres.</param>
    /// <param name="weights">[modes] positive weights that sum to 1.</param>
    /// <param name="variance">Variance of every component in every coordinate; positive.</param>
    /// <exception cref="ArgumentException">The weights are not a distribution over the modes.</exception>
    protected GaussianMixture(string name, double[,] means, double[] weights, double variance)
        : base(name, Columns(means), point => Energy(point, means, weights, variance))
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(variance);
        if (weights.Length != means.GetLength(0) || weights.Any(weight => weight <= 0) || Math.Abs(weights.Sum() - 1) > 1e-9)
        {
            throw new ArgumentException(
                $"Mixture '{name}' has {means.GetLength(0)} centres and {weights.Length} weights with sum {weights.Sum()}; "
                + "it needs one positive weight per centre, with sum 1.",
                nameof(weights));
        }

        this.means = means;
        this.weights = weights;
        this.variance = variance;
    }

    /// <summary>0: the density is normalized.</summary>
    public double LogNormalizer => 0;

    /// <inheritdoc/>
    public IReadOnlyList<double> ModeWeights => weights;

    /// <summary>[modes, d] centres.</summary>
    protected double[,] Means => means;

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        double width = Math.Sqrt(variance);
        for (int row = 0; row < destination.Count; row++)
        {
            int mode = PickMode(random.NextDouble());
            for (int column = 0; column < Dimension; column++)
            {
                destination[row, column] = (float)(means[mode, column] + (width * random.NextNormal()));
            }
        }
    }

    /// <inheritdoc/>
    public void Responsibilities(Batch points, Span<double> responsibilities)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int row = 0; row < points.Count; row++)
        {
            Weigh(points.Row(row), variance, responsibilities.Slice(row * weights.Length, weights.Length));
        }
    }

    /// <inheritdoc/>
    public void NoisyScore(Batch noisy, double noiseScale, Batch score)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfNegative(noiseScale);
        double widened = variance + (noiseScale * noiseScale);
        double[] shares = new double[weights.Length];
        for (int row = 0; row < noisy.Count; row++)
        {
            Weigh(noisy.Row(row), widened, shares);
            for (int column = 0; column < Dimension; column++)
            {
                double pull = 0;
                for (int mode = 0; mode < shares.Length; mode++)
                {
                    pull += shares[mode] * (means[mode, column] - noisy[row, column]);
                }

                score[row, column] = (float)(pull / widened);
            }
        }
    }

    /// <summary>Equal weights.</summary>
    /// <param name="count">Number of modes, at least 1.</param>
    protected static double[] EqualWeights(int count) => Enumerable.Repeat(1.0 / count, count).ToArray();

    /// <summary>The points of a square grid, first coordinate outermost.</summary>
    /// <param name="ticks">Positions along each of the two axes.</param>
    /// <returns>[ticks², 2].</returns>
    protected static double[,] SquareGrid(params double[] ticks)
    {
        ArgumentNullException.ThrowIfNull(ticks);
        double[,] grid = new double[ticks.Length * ticks.Length, 2];
        for (int index = 0; index < grid.GetLength(0); index++)
        {
            grid[index, 0] = ticks[index / ticks.Length];
            grid[index, 1] = ticks[index % ticks.Length];
        }

        return grid;
    }

    /// <summary>The exact mean and second moment of every coordinate, as lines of a card; of the first three in many dimensions.</summary>
    protected IReadOnlyList<string> Moments()
    {
        List<string> lines = [];
        for (int column = 0; column < Math.Min(Dimension, 3); column++)
        {
            double mean = 0;
            double second = variance;
            for (int mode = 0; mode < weights.Length; mode++)
            {
                mean += weights[mode] * means[mode, column];
                second += weights[mode] * means[mode, column] * means[mode, column];
            }

            lines.Add(string.Create(CultureInfo.InvariantCulture, $"E x{column} = {mean:0.####}, E x{column}² = {second:0.###}"));
        }

        return lines;
    }

    private static Traced Energy(Traced point, double[,] means, double[] weights, double variance)
    {
        int dimension = Columns(means);
        int modes = means.GetLength(0);
        Traced? squaredDistance = null;
        for (int column = 0; column < dimension; column++)
        {
            Traced term = Square(point[column] - point.Row(Enumerable.Range(0, modes).Select(mode => means[mode, column]).ToArray()));
            squaredDistance = squaredDistance is null ? term : squaredDistance + term;
        }

        double perComponent = 0.5 * dimension * Math.Log(2 * Math.PI * variance);
        Traced offsets = point.Row(weights.Select(weight => Math.Log(weight) - perComponent).ToArray());
        return -LogSumExp(offsets - ((0.5 / variance) * squaredDistance!));
    }

    private static int Columns(double[,] means)
    {
        ArgumentNullException.ThrowIfNull(means);
        return means.GetLength(1);
    }

    private int PickMode(double uniform)
    {
        int mode = 0;
        double cumulative = weights[0];
        while (uniform >= cumulative && mode < weights.Length - 1)
        {
            mode++;
            cumulative += weights[mode];
        }

        return mode;
    }

    /// <summary>Posterior probabilities of the modes when each has the given variance.</summary>
    private void Weigh(ReadOnlySpan<float> point, double commonVariance, Span<double> shares)
    {
        double largest = double.NegativeInfinity;
        for (int mode = 0; mode < shares.Length; mode++)
        {
            double squared = 0;
            for (int column = 0; column < point.Length; column++)
            {
                double difference = point[column] - means[mode, column];
                squared += difference * difference;
            }

            shares[mode] = Math.Log(weights[mode]) - (0.5 * squared / commonVariance);
            largest = Math.Max(largest, shares[mode]);
        }

        double total = 0;
        foreach (ref double share in shares)
        {
            share = Math.Exp(share - largest);
            total += share;
        }

        foreach (ref double share in shares)
        {
            share /= total;
        }
    }
}
