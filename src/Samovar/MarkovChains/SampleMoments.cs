using Samovar.Compute;

namespace Samovar.MarkovChains;

/// <summary>Running mean and covariance of points.</summary>
/// <param name="dimension">Number of coordinates d.</param>
internal sealed class SampleMoments(int dimension)
{
    private readonly double[] mean = new double[dimension];
    private readonly double[,] products = new double[dimension, dimension];
    private readonly double[] deviation = new double[dimension];

    /// <summary>Points so far.</summary>
    public long Count { get; private set; }

    /// <summary>[d] mean.</summary>
    public IReadOnlyList<double> Mean => mean;

    /// <summary>Adds every row of a batch. Source of the update: Welford, 1962, Technometrics 4(3).</summary>
    public void Add(Batch points)
    {
        for (int row = 0; row < points.Count; row++)
        {
            Count++;
            ReadOnlySpan<float> point = points.Row(row);
            for (int column = 0; column < dimension; column++)
            {
                deviation[column] = point[column] - mean[column];
                mean[column] += deviation[column] / Count;
            }

            double share = (Count - 1.0) / Count;
            for (int column = 0; column < dimension; column++)
            {
                for (int other = 0; other <= column; other++)
                {
                    products[column, other] += share * deviation[column] * deviation[other];
                }
            }
        }
    }

    /// <summary>[d, d] covariance, drawn towards its diagonal by a share that fades as points outnumber coordinates, so that it stays positive definite.</summary>
    /// <param name="shrinkage">Pseudo-points per coordinate that vote for no correlation.</param>
    public double[,] Covariance(double shrinkage = 0)
    {
        double keep = Count / (Count + (shrinkage * dimension));
        double[,] covariance = new double[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            covariance[row, row] = products[row, row] / Count;
            for (int column = 0; column < row; column++)
            {
                covariance[row, column] = covariance[column, row] = keep * products[row, column] / Count;
            }
        }

        return covariance;
    }
}
