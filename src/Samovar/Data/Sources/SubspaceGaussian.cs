using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Data.Sources;

/// <summary>Shape of <see cref="SubspaceGaussian"/>.</summary>
public sealed record SubspaceGaussianOptions
{
    /// <summary>Number of coordinates. Range [1, ∞). Default 50.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value >= 1, "There is at least one coordinate.");
    } = 50;

    /// <summary>Directions with variance 1. Range [1, dimension]. Default 5.</summary>
    public int Rank
    {
        get;
        init => field = Require.That(value, value >= 1, "There is at least one wide direction.");
    } = 5;
}

/// <summary>A Gaussian that is wide along a few fixed random directions and thin along all others: whether a method finds a subspace.</summary>
[Catalogued("subspace-gaussian")]
public sealed class SubspaceGaussian : IDataSource, IHasDensity
{
    private const double Thin = 0.01;

    private readonly double[][] directions;

    /// <summary>Fixes the directions.</summary>
    /// <param name="options">Shape.</param>
    /// <exception cref="ArgumentException">There are more wide directions than coordinates.</exception>
    public SubspaceGaussian(SubspaceGaussianOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require.That(options.Rank, options.Rank <= options.Dimension, "There are at most as many wide directions as coordinates.", nameof(options));
        Dimension = options.Dimension;
        directions = Orthonormal(options.Rank, options.Dimension);
    }

    /// <inheritdoc/>
    public string Name => "subspace-gaussian";

    /// <inheritdoc/>
    public string Definition =>
        $"N(0, UUᵀ + 0.01² (I − UUᵀ)) in {Dimension} dimensions, U {directions.Length} orthonormal random directions of seed 1";

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>The part of a vector along the wide directions.</summary>
    /// <param name="point">[d] the vector.</param>
    /// <returns>[rank] its products with the directions.</returns>
    public double[] Project(ReadOnlySpan<float> point)
    {
        double[] along = new double[directions.Length];
        for (int index = 0; index < along.Length; index++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                along[index] += directions[index][column] * point[column];
            }
        }

        return along;
    }

    /// <inheritdoc/>
    public void Draw(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        random.FillNormal(destination.Values);
        for (int row = 0; row < destination.Count; row++)
        {
            double[] along = Project(destination.Row(row));
            for (int column = 0; column < Dimension; column++)
            {
                double value = Thin * destination[row, column];
                for (int index = 0; index < along.Length; index++)
                {
                    value += (1 - Thin) * along[index] * directions[index][column];
                }

                destination[row, column] = (float)value;
            }
        }
    }

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity)
    {
        ArgumentNullException.ThrowIfNull(points);
        double constant = (-0.5 * Dimension * Math.Log(2 * Math.PI)) - ((Dimension - directions.Length) * Math.Log(Thin));
        for (int row = 0; row < points.Count; row++)
        {
            double wide = Project(points.Row(row)).Sum(value => value * value);
            double all = 0;
            foreach (float value in points.Row(row))
            {
                all += (double)value * value;
            }

            logDensity[row] = constant - (0.5 * (wide + (Math.Max(all - wide, 0) / (Thin * Thin))));
        }
    }

    /// <summary>Random directions made orthonormal one after the other (Gram and Schmidt, twice for accuracy).</summary>
    private static double[][] Orthonormal(int count, int dimension)
    {
        RandomStream random = RandomStream.FromSeed(1).Named("subspace");
        double[][] found = new double[count][];
        for (int index = 0; index < count; index++)
        {
            double[] direction = new double[dimension];
            random.FillNormal(direction);
            for (int other = 0; other < 2 * index; other++)
            {
                double[] earlier = found[other % index];
                double product = Dot(direction, earlier);
                for (int column = 0; column < dimension; column++)
                {
                    direction[column] -= product * earlier[column];
                }
            }

            double length = Math.Sqrt(Dot(direction, direction));
            found[index] = [.. direction.Select(value => value / length)];
        }

        return found;
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (first, second) => first * second).Sum();
}
