using Samovar.Compute;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>The map that whitens what the chains have seen in a window.</summary>
internal static class NoUTurnMap
{
    /// <summary>Draws per coordinate below which a full covariance would be noise: the eigenvalues of an estimate from 10 d draws are within a factor of 2.</summary>
    private const int DrawsPerCoordinate = 10;

    /// <summary>No map at all: x = w.</summary>
    public static AffineMap Identity(int dimension) => AffineMap.Diagonal(new double[dimension], [.. Enumerable.Repeat(1.0, dimension)]);

    /// <summary>
    /// Mean and covariance S over all chains, regularised to n/(n + 5)·S + 0.001·5/(n + 5)·I for n draws as in the Stan Reference Manual; S full, or
    /// diagonal if there are too many coordinates or too few draws.
    /// </summary>
    public static AffineMap Of(ChainTrace trace, int largestDenseDimension)
    {
        double[] mean = Mean(trace.Points);
        int count = trace.Points.Count;
        double weight = count / (count + 5.0);
        double floor = 1e-3 * 5 / (count + 5.0);
        bool isDense = trace.Dimension <= largestDenseDimension && count >= DrawsPerCoordinate * trace.Dimension;
        double[,] covariance = Covariance(trace.Points, mean, isDense);
        for (int index = 0; index < covariance.Length; index++)
        {
            (int row, int column) = (index / trace.Dimension, index % trace.Dimension);
            covariance[row, column] = (weight * covariance[row, column]) + (row == column ? floor : 0);
        }

        return isDense
            ? new AffineMap(mean, covariance)
            : AffineMap.Diagonal(mean, [.. Enumerable.Range(0, trace.Dimension).Select(index => covariance[index, index])]);
    }

    private static double[] Mean(Batch points)
    {
        double[] mean = new double[points.Dimension];
        for (int point = 0; point < points.Count; point++)
        {
            Span<float> row = points.Row(point);
            for (int column = 0; column < mean.Length; column++)
            {
                mean[column] += (double)row[column] / points.Count;
            }
        }

        return mean;
    }

    /// <summary>The lower triangle or the diagonal, with the upper triangle copied from it.</summary>
    private static double[,] Covariance(Batch points, double[] mean, bool isDense)
    {
        double[,] covariance = new double[mean.Length, mean.Length];
        double[] deviation = new double[mean.Length];
        for (int point = 0; point < points.Count; point++)
        {
            Span<float> position = points.Row(point);
            for (int row = 0; row < mean.Length; row++)
            {
                deviation[row] = position[row] - mean[row];
                for (int column = isDense ? 0 : row; column <= row; column++)
                {
                    covariance[row, column] += deviation[row] * deviation[column] / (points.Count - 1);
                }
            }
        }

        for (int row = 0; row < mean.Length; row++)
        {
            for (int column = 0; column < row; column++)
            {
                covariance[column, row] = covariance[row, column];
            }
        }

        return covariance;
    }
}
