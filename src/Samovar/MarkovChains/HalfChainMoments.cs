using Samovar.Compute;

namespace Samovar.MarkovChains;

/// <summary>Running means and variances of the two halves of many chains; what split R-hat needs.</summary>
internal sealed class HalfChainMoments(int chains, int dimension)
{
    private readonly double[,] mean = new double[2 * chains, dimension];
    private readonly double[,] squares = new double[2 * chains, dimension];
    private readonly int[] counts = new int[2];

    /// <summary>Adds one position of every chain to a half.</summary>
    public void Add(int half, Batch positions)
    {
        int count = ++counts[half];
        for (int chain = 0; chain < chains; chain++)
        {
            int row = (2 * chain) + half;
            Span<float> position = positions.Row(chain);
            for (int column = 0; column < dimension; column++)
            {
                double deviation = position[column] - mean[row, column];
                mean[row, column] += deviation / count;
                squares[row, column] += deviation * (position[column] - mean[row, column]);
            }
        }
    }

    /// <summary>Mean over all chains and both halves.</summary>
    public double Mean(int column) => Rows.Average(row => mean[row, column]);

    /// <summary>Pooled variance about the common mean.</summary>
    public double Variance(int column)
    {
        double center = Mean(column);
        return Rows.Average(row => (squares[row, column] / counts[row % 2]) + Math.Pow(mean[row, column] - center, 2));
    }

    /// <summary>Standard error of the mean, from the spread of the means of whole chains.</summary>
    public double StandardError(int column)
    {
        double center = Mean(column);
        double spread = Enumerable.Range(0, chains).Sum(chain => Math.Pow((0.5 * (mean[2 * chain, column] + mean[(2 * chain) + 1, column])) - center, 2));
        return Math.Sqrt(spread / (chains - 1) / chains);
    }

    /// <summary>√(pooled variance / variance within halves). Source: Gelman et al., Bayesian Data Analysis, 3rd edition, section 11.4.</summary>
    public double SplitRHat(int column)
    {
        double length = Math.Min(counts[0], counts[1]);
        double center = Mean(column);
        double within = Rows.Average(row => squares[row, column] / (counts[row % 2] - 1));
        double between = Rows.Sum(row => Math.Pow(mean[row, column] - center, 2)) / ((2 * chains) - 1);
        return Math.Sqrt((((length - 1) / length * within) + between) / within);
    }

    private IEnumerable<int> Rows => Enumerable.Range(0, 2 * chains);
}
