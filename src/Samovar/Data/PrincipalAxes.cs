namespace Samovar.Data;

/// <summary>Directions of a symmetric matrix with their variances, largest first.</summary>
/// <param name="Variances">[n] eigenvalues.</param>
/// <param name="Directions">[n][n] orthonormal eigenvectors.</param>
internal sealed record PrincipalAxes(double[] Variances, double[][] Directions)
{
    /// <summary>Share of the largest variance below which a direction carries nothing but rounding.</summary>
    internal const double Smallest = 1e-10;

    private const int MostSweeps = 60;

    /// <summary>Turns one pair of axes after the other until nothing is left beside the diagonal (Jacobi's method).</summary>
    /// <param name="symmetric">[n, n] symmetric; overwritten.</param>
    internal static PrincipalAxes Of(double[,] symmetric)
    {
        int size = symmetric.GetLength(0);
        double[][] directions = [.. Enumerable.Range(0, size).Select(row => Enumerable.Range(0, size).Select(column => row == column ? 1.0 : 0.0).ToArray())];
        for (int sweep = 0; sweep < MostSweeps && Beside(symmetric) > 0; sweep++)
        {
            for (int first = 0; first < size; first++)
            {
                for (int second = first + 1; second < size; second++)
                {
                    Turn(symmetric, directions, first, second);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(axis => symmetric[axis, axis])];
        return new PrincipalAxes([.. order.Select(axis => symmetric[axis, axis])], [.. order.Select(axis => directions[axis])]);
    }

    private static void Turn(double[,] matrix, double[][] directions, int first, int second)
    {
        double beside = matrix[first, second];
        if (Math.Abs(beside) <= 1e-17 * (Math.Abs(matrix[first, first]) + Math.Abs(matrix[second, second])))
        {
            matrix[first, second] = matrix[second, first] = 0;
            return;
        }

        double slope = (matrix[second, second] - matrix[first, first]) / (2 * beside);
        double tangent = Math.CopySign(1, slope) / (Math.Abs(slope) + Math.Sqrt(1 + (slope * slope)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        double sine = tangent * cosine;
        for (int row = 0; row < directions.Length; row++)
        {
            (double left, double right) = (matrix[row, first], matrix[row, second]);
            matrix[row, first] = (cosine * left) - (sine * right);
            matrix[row, second] = (sine * left) + (cosine * right);
        }

        for (int column = 0; column < directions.Length; column++)
        {
            (double upper, double lower) = (matrix[first, column], matrix[second, column]);
            matrix[first, column] = (cosine * upper) - (sine * lower);
            matrix[second, column] = (sine * upper) + (cosine * lower);
            (double one, double two) = (directions[first][column], directions[second][column]);
            directions[first][column] = (cosine * one) - (sine * two);
            directions[second][column] = (sine * one) + (cosine * two);
        }
    }

    private static double Beside(double[,] matrix)
    {
        double sum = 0;
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            for (int column = 0; column < row; column++)
            {
                sum += Math.Abs(matrix[row, column]);
            }
        }

        return sum;
    }
}
