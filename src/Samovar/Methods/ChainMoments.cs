using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>Running sums over the states of all chains.</summary>
/// <param name="chains">Number of chains.</param>
/// <param name="dimension">Number of coordinates d.</param>
internal sealed class ChainMoments(int chains, int dimension)
{
    private readonly double[,] sums = new double[chains, dimension];
    private readonly double[,] squares = new double[chains, dimension];
    private readonly double[] squaredScores = new double[chains];
    private readonly double[,] products = new double[dimension, dimension];
    private int count;

    /// <summary>[d] mean over all chains.</summary>
    public double[] Mean => [.. Columns().Select(column => column.Mean)];

    /// <summary>[d, d] covariance over all chains.</summary>
    public double[,] Covariance
    {
        get
        {
            double[] mean = Mean;
            double[,] covariance = new double[dimension, dimension];
            for (int index = 0; index < covariance.Length; index++)
            {
                (int row, int column) = (index / dimension, index % dimension);
                covariance[row, column] = (products[Math.Max(row, column), Math.Min(row, column)] / ((double)count * chains)) - (mean[row] * mean[column]);
            }

            return covariance;
        }
    }

    /// <summary>Mean squared score per coordinate: the median over chains, as one lost chain would swamp their mean.</summary>
    public double SquaredScore => squaredScores.Order().ElementAt(chains / 2) / ((double)count * dimension);

    /// <summary>Carries N(0, I) to the Gaussian of these moments.</summary>
    public AffineMap Map => new(Mean, Covariance);

    /// <summary>[chains] variance of every chain about its own mean, summed over the coordinates.</summary>
    public double[] Travels => [.. Enumerable.Range(0, chains).Select(chain => Enumerable.Range(0, dimension).Sum(
        column => (squares[chain, column] / count) - (sums[chain, column] / count * (sums[chain, column] / count))))];

    /// <summary>Largest |mean| + 2 standard deviations of a coordinate, over all chains.</summary>
    public double Extent => Columns().Max(column => Math.Abs(column.Mean) + (2 * Math.Sqrt(column.Within + column.Between)));

    /// <summary>Largest √((within + between) / within): the potential scale reduction of Gelman and Rubin, 1992.</summary>
    public double WorstReduction => Columns().Max(column => Math.Sqrt((column.Within + column.Between) / Math.Max(column.Within, 1e-30)));

    /// <summary>Adds where the chains are.</summary>
    /// <param name="positions">[chains, d].</param>
    /// <param name="scores">[chains, d] of the target there.</param>
    public void Add(Batch positions, Batch scores)
    {
        count++;
        for (int chain = 0; chain < chains; chain++)
        {
            for (int column = 0; column < dimension; column++)
            {
                double value = positions[chain, column];
                double score = scores[chain, column];
                sums[chain, column] += value;
                squares[chain, column] += value * value;
                squaredScores[chain] += score * score;
                for (int other = 0; other <= column; other++)
                {
                    products[column, other] += value * positions[chain, other];
                }
            }
        }
    }

    private IEnumerable<(double Mean, double Within, double Between)> Columns()
    {
        for (int column = 0; column < dimension; column++)
        {
            double[] means = [.. Enumerable.Range(0, chains).Select(chain => sums[chain, column] / count)];
            double mean = means.Average();
            double within = Enumerable.Range(0, chains).Average(chain => (squares[chain, column] / count) - (means[chain] * means[chain]));
            yield return (mean, within, means.Average(value => (value - mean) * (value - mean)));
        }
    }
}
