namespace Samovar.Metrics;

/// <summary>The orthogonal matrix nearest to a small square one, and the singular values, by one-sided Jacobi rotations.</summary>
/// <remarks>
/// The nearest orthogonal matrix Q = U·Vᵀ of M = U·Σ·Vᵀ maximizes tr(Qᵀ·M), where it reaches the sum of the singular values: the orthogonal Procrustes problem.
/// Where a singular value is 0, any completion is as near. Sources: Schönemann, 1966, Psychometrika 31; Hestenes, 1958, SIAM Journal 6 (rotations).
/// </remarks>
internal static class OrthogonalFactor
{
    /// <summary>Rounding, in units of the largest singular value: columns are at right angles, or 0, to this.</summary>
    private const double Tolerance = 1e-15;
    private const int MostSweeps = 60;

    /// <summary>Turns M into the columns U·Σ by rotations from the right, collected in V: M·V = U·Σ.</summary>
    /// <param name="matrix">[size × size] row-major M; overwritten by U·Σ.</param>
    /// <param name="turns">[size × size] overwritten by V.</param>
    /// <param name="size">Rows and columns, at least 1.</param>
    public static void Diagonalize(Span<double> matrix, Span<double> turns, int size)
    {
        turns.Clear();
        for (int index = 0; index < size; index++)
        {
            turns[(index * size) + index] = 1;
        }

        bool turned = true;
        for (int sweep = 0; turned && sweep < MostSweeps; sweep++)
        {
            turned = false;
            for (int first = 0; first < size; first++)
            {
                for (int second = first + 1; second < size; second++)
                {
                    turned |= Turn(matrix, turns, size, first, second);
                }
            }
        }
    }

    /// <summary>Finds Q.</summary>
    /// <param name="matrix">[size × size] row-major M; overwritten.</param>
    /// <param name="factor">[size × size] overwritten by Q.</param>
    /// <param name="size">Rows and columns, at least 1.</param>
    /// <returns>The sum of the singular values of M.</returns>
    public static double Of(Span<double> matrix, Span<double> factor, int size)
    {
        Span<double> turns = stackalloc double[size * size];
        Diagonalize(matrix, turns, size);
        double largest = 0;
        double sum = 0;
        for (int column = 0; column < size; column++)
        {
            double length = Math.Sqrt(Product(matrix, size, column, column));
            sum += length;
            largest = Math.Max(largest, length);
        }

        for (int column = 0; column < size; column++)
        {
            Normalize(matrix, size, column, size * Tolerance * largest);
        }

        Complete(matrix, size);
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                double entry = 0;
                for (int index = 0; index < size; index++)
                {
                    entry += matrix[(row * size) + index] * turns[(column * size) + index];
                }

                factor[(row * size) + column] = entry;
            }
        }

        return sum;
    }

    /// <summary>Makes two columns orthogonal; tells whether they were not.</summary>
    private static bool Turn(Span<double> matrix, Span<double> turns, int size, int first, int second)
    {
        double mixed = Product(matrix, size, first, second);
        double left = Product(matrix, size, first, first);
        double right = Product(matrix, size, second, second);
        if (Math.Abs(mixed) <= Tolerance * Math.Max(left, right))
        {
            return false;
        }

        double slope = (right - left) / (2 * mixed);
        double tangent = (slope >= 0 ? 1 : -1) / (Math.Abs(slope) + Math.Sqrt(1 + (slope * slope)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        Rotate(matrix, size, first, second, cosine, cosine * tangent);
        Rotate(turns, size, first, second, cosine, cosine * tangent);
        return true;
    }

    private static void Rotate(Span<double> matrix, int size, int first, int second, double cosine, double sine)
    {
        for (int row = 0; row < size * size; row += size)
        {
            (double left, double right) = (matrix[row + first], matrix[row + second]);
            matrix[row + first] = (cosine * left) - (sine * right);
            matrix[row + second] = (sine * left) + (cosine * right);
        }
    }

    private static double Product(ReadOnlySpan<double> matrix, int size, int first, int second)
    {
        double sum = 0;
        for (int row = 0; row < size * size; row += size)
        {
            sum += matrix[row + first] * matrix[row + second];
        }

        return sum;
    }

    /// <summary>Gives a column length 1; one that is no longer than rounding becomes 0.</summary>
    private static void Normalize(Span<double> matrix, int size, int column, double least)
    {
        double length = Math.Sqrt(Product(matrix, size, column, column));
        for (int place = column; place < size * size; place += size)
        {
            matrix[place] = length > least ? matrix[place] / length : 0;
        }
    }

    /// <summary>Replaces columns of zeros by unit vectors at right angles to all others.</summary>
    private static void Complete(Span<double> matrix, int size)
    {
        for (int column = 0; column < size; column++)
        {
            for (int axis = 0; axis < size && Product(matrix, size, column, column) < 0.5; axis++)
            {
                // What is left of an axis without its shadows on the other columns; of some axis at least 1 ÷ size is left, of its square.
                for (int row = 0; row < size; row++)
                {
                    double entry = row == axis ? 1 : 0;
                    for (int other = 0; other < size; other++)
                    {
                        entry -= other == column ? 0 : matrix[(row * size) + other] * matrix[(axis * size) + other];
                    }

                    matrix[(row * size) + column] = entry;
                }

                Normalize(matrix, size, column, 0.5 / Math.Sqrt(size));
            }
        }
    }
}
