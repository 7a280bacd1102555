namespace Samovar.Targets;

/// <summary>The lower triangular factor L of a positive definite matrix L Lᵀ.</summary>
internal sealed class CholeskyFactor
{
    private readonly double[,] lower;
    private readonly int size;

    /// <param name="matrix">[k, k] symmetric and positive definite; read only.</param>
    /// <exception cref="ArgumentException">The matrix is not positive definite.</exception>
    public CholeskyFactor(double[,] matrix)
    {
        size = matrix.GetLength(0);
        lower = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix[row, column];
                for (int inner = 0; inner < column; inner++)
                {
                    sum -= lower[row, inner] * lower[column, inner];
                }

                if (row == column && !(sum > 0))
                {
                    throw new ArgumentException($"The {size} × {size} matrix is not positive definite: pivot {row} is {sum}.", nameof(matrix));
                }

                lower[row, column] = row == column ? Math.Sqrt(sum) : sum / lower[column, column];
            }
        }
    }

    /// <summary>[k, k] L; zero above the diagonal.</summary>
    public double[,] Lower => lower;

    /// <summary>½ ln det of the matrix, ln det L.</summary>
    public double HalfLogDeterminant => Enumerable.Range(0, size).Sum(row => Math.Log(lower[row, row]));

    /// <summary>Solves L Lᵀ x = b in place.</summary>
    /// <param name="vector">[k] b on entry, x on return.</param>
    public void Solve(Span<double> vector)
    {
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < row; column++)
            {
                vector[row] -= lower[row, column] * vector[column];
            }

            vector[row] /= lower[row, row];
        }

        for (int row = size - 1; row >= 0; row--)
        {
            for (int column = row + 1; column < size; column++)
            {
                vector[row] -= lower[column, row] * vector[column];
            }

            vector[row] /= lower[row, row];
        }
    }

    /// <summary>[k, k] the inverse of the matrix, symmetric to the last bit.</summary>
    public double[,] Inverse()
    {
        // Row i of the transposed inverse of L starts at place i, so the sums of the product are short and run along rows.
        double[][] transposed = [.. Enumerable.Range(0, size).Select(InverseColumn)];
        double[,] inverse = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = 0;
                for (int inner = row; inner < size; inner++)
                {
                    sum += transposed[row][inner] * transposed[column][inner];
                }

                (inverse[row, column], inverse[column, row]) = (sum, sum);
            }
        }

        return inverse;
    }

    /// <summary>Column i of the inverse of L.</summary>
    private double[] InverseColumn(int unit)
    {
        double[] column = new double[size];
        for (int row = unit; row < size; row++)
        {
            double sum = row == unit ? 1 : 0;
            for (int inner = unit; inner < row; inner++)
            {
                sum -= lower[row, inner] * column[inner];
            }

            column[row] = sum / lower[row, row];
        }

        return column;
    }
}
