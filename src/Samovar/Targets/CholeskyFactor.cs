using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
                double sum = matrix[row, column] - Dot(Row(row)[..column], Row(column)[..column]);
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
                inverse[row, column] = inverse[column, row] = Dot(transposed[row].AsSpan(row), transposed[column].AsSpan(row));
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
            double right = row == unit ? 1 : 0;
            column[row] = (right - Dot(Row(row)[unit..row], column.AsSpan(unit, row - unit))) / lower[row, row];
        }

        return column;
    }

    private Span<double> Row(int row) => MemoryMarshal.CreateSpan(ref lower[row, 0], size);

    /// <summary>In vectors of a fixed length, so that the order of the sum is the same on every machine.</summary>
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector512<double>> wideLeft = MemoryMarshal.Cast<double, Vector512<double>>(left);
        ReadOnlySpan<Vector512<double>> wideRight = MemoryMarshal.Cast<double, Vector512<double>>(right);
        Vector512<double> sums = Vector512<double>.Zero;
        for (int index = 0; index < wideLeft.Length; index++)
        {
            sums += wideLeft[index] * wideRight[index];
        }

        double sum = Vector512.Sum(sums);
        for (int index = wideLeft.Length * Vector512<double>.Count; index < left.Length; index++)
        {
            sum += left[index] * right[index];
        }

        return sum;
    }
}
