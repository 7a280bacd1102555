namespace Samovar.Targets;

/// <summary>The Gaussian that matches the posterior of a Gaussian process with Poisson counts at its mode, in place and in curvature.</summary>
/// <remarks>
/// Newton's method in the form that never inverts the prior covariance; the log-density is concave, so from the prior mean it converges.
/// Source: Rasmussen and Williams, 2006, Gaussian Processes for Machine Learning, algorithm 3.1.
/// </remarks>
internal static class LaplaceGaussian
{
    private const int MostIterations = 50;
    private const double Tolerance = 1e-8;

    /// <summary>Finds the mode and the curvature there.</summary>
    /// <param name="covariance">[d, d] K of the prior N(mean, K).</param>
    /// <param name="mean">Prior mean of every coordinate.</param>
    /// <param name="counts">[d] y; the log-likelihood is Σ y f − exp(f) / d.</param>
    /// <returns>Carries N(0, I) to the Gaussian.</returns>
    /// <exception cref="InvalidOperationException">Newton's method did not settle.</exception>
    public static AffineMap Of(double[,] covariance, double mean, double[] counts)
    {
        int size = counts.Length;
        double[] mode = [.. Enumerable.Repeat(mean, size)];
        double change = double.PositiveInfinity;
        for (int iteration = 0; change > Tolerance; iteration++)
        {
            if (iteration == MostIterations)
            {
                throw new InvalidOperationException($"The mode was not found in {MostIterations} Newton steps; the last one still moved it by {change:g3}.");
            }

            change = NewtonStep(covariance, mean, counts, mode);
        }

        double[,] precision = new CholeskyFactor(covariance).Inverse();
        for (int cell = 0; cell < size; cell++)
        {
            precision[cell, cell] += Math.Exp(mode[cell]) / size;
        }

        return new AffineMap(mode, new CholeskyFactor(precision).Inverse());
    }

    /// <summary>f ← μ + K (b − W^½ (I + W^½ K W^½)⁻¹ W^½ K b) with b = W (f − μ) + y − w and w = exp(f)/d, W = diag w.</summary>
    /// <returns>The largest change of a coordinate.</returns>
    private static double NewtonStep(double[,] covariance, double mean, double[] counts, double[] mode)
    {
        int size = counts.Length;
        double[] roots = [.. mode.Select(value => Math.Sqrt(Math.Exp(value) / size))];
        double[,] inner = new double[size, size];
        double[] pull = new double[size];
        for (int row = 0; row < size; row++)
        {
            double weight = roots[row] * roots[row];
            pull[row] = (weight * (mode[row] - mean)) + counts[row] - weight;
            for (int column = 0; column < size; column++)
            {
                inner[row, column] = roots[row] * covariance[row, column] * roots[column];
            }

            inner[row, row] += 1;
        }

        double[] correction = Product(covariance, pull);
        for (int row = 0; row < size; row++)
        {
            correction[row] *= roots[row];
        }

        new CholeskyFactor(inner).Solve(correction);
        double[] next = Product(covariance, [.. pull.Select((value, row) => value - (roots[row] * correction[row]))]);
        double change = 0;
        for (int row = 0; row < size; row++)
        {
            change = Math.Max(change, Math.Abs(mean + next[row] - mode[row]));
            mode[row] = mean + next[row];
        }

        return change;
    }

    private static double[] Product(double[,] matrix, double[] vector)
    {
        double[] result = new double[vector.Length];
        for (int row = 0; row < vector.Length; row++)
        {
            for (int column = 0; column < vector.Length; column++)
            {
                result[row] += matrix[row, column] * vector[column];
            }
        }

        return result;
    }
}
