using Samovar.Compute.Graphs;
using Samovar.Data;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="LogGaussianCox"/>.</summary>
public sealed record LogGaussianCoxOptions
{
    /// <summary>CSV file with one point of the unit square per row, in two columns.</summary>
    public required string DataPath { get; init; }

    /// <summary>Cells g along each side; the dimension is g². Range [2, 64]. Default 40, the published one.</summary>
    public int Grid
    {
        get;
        init => field = Require.That(value, value is >= 2 and <= 64, "The grid has 2 to 64 cells along each side.");
    } = 40;
}

/// <summary>The log-intensity of a Cox process on a grid, given the points that were seen.</summary>
/// <remarks>
/// Cells are numbered by the first coordinate, then the second; points on the upper border belong to the last cell. One product with the precision of the
/// prior gives the energy and the score.
/// Source: Møller, Syversveen and Waagepetersen, 1998, Scandinavian Journal of Statistics 25; grid and constants as in Heng et al., 2020, arXiv:1708.08396.
/// </remarks>
[Catalogued("lgcp")]
public sealed class LogGaussianCox : TracedTarget, IHasCard, ILogConcave, IHasGaussianApproximation
{
    private const double SignalVariance = 1.91;

    /// <summary>Correlation length, in units of the square's side.</summary>
    private const double CorrelationLength = 1.0 / 33;

    private readonly int grid;
    private readonly Lazy<AffineMap> laplace;

    /// <summary>Reads the points and makes the target.</summary>
    /// <param name="options">Data file and grid.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a table of points in the unit square.</exception>
    public LogGaussianCox(LogGaussianCoxOptions options)
        : this(options ?? throw new ArgumentNullException(nameof(options)), CsvFile.Read(options.DataPath))
    {
    }

    private LogGaussianCox(LogGaussianCoxOptions options, NumericTable table)
        : this(options.Grid, Count(table, options.Grid), table.Rows, Path.GetFileName(options.DataPath))
    {
    }

    private LogGaussianCox(int grid, double[] counts, int points, string fileName)
        : base("lgcp", counts.Length, field => Energy(field, counts, MeanOf(points), new CholeskyFactor(Covariance(grid))))
    {
        this.grid = grid;
        laplace = new Lazy<AffineMap>(() => LaplaceGaussian.Of(Covariance(grid), MeanOf(points), counts));
        PriorMean = MeanOf(points);
        bool published = points == 126 && grid == 40;
        Card = new TargetCard(
            $"log-Gaussian Cox process on {fileName}: {points} points, {grid} × {grid} cells",
            $"f ~ N(μ, K), μ = ln {points} − {SignalVariance}/2, K(i, j) = {SignalVariance} exp(−33 |i − j| / {grid}) for cells at distance |i − j| (Euclidean, in "
            + $"cells); log-likelihood Σ y f − exp(f) / {counts.Length} with the counts y of the cells, without −ln y!. Coordinates are f itself, not whitened.",
            published ? "501.8 for the 126 Finnish pines (501.81 ± 0.02, annealed importance sampling from the Laplace Gaussian)" : "unknown",
            6,
            "Møller et al., 1998; arXiv:1708.08396, code of arXiv:2102.07501")
        {
            Variants =
            [
                "a file of 127 rows, the first point twice, is in circulation: log Z 512.39 ± 0.05; 512.6 hard-coded in some repositories is wrong for 126 points",
                "whitened, f = μ + L w with w standard normal: the same Z",
            ],
            KnownAnswers = published ? ["126 Finnish pines: log-density of the mode −1111.2007, Laplace value of log Z 511.205"] : [],
            Traps = ["unwhitened, widths of directions differ by a factor of about 8; samplers that whiten have an easier target", "the Laplace value is 9.4 nats too high"],
        };
    }

    /// <inheritdoc/>
    public TargetCard Card { get; }

    /// <summary>The Laplace approximation: the Gaussian of the mode and the curvature there. Computed when first asked for.</summary>
    public AffineMap GaussianApproximation => laplace.Value;

    /// <summary>μ, the prior mean of every coordinate.</summary>
    public double PriorMean { get; }

    /// <summary>Computes the prior covariance K; with the mean it whitens the target, see <see cref="AffineMap"/>.</summary>
    /// <returns>[d, d].</returns>
    public double[,] PriorCovariance() => Covariance(grid);

    private static double MeanOf(int points) => Math.Log(points) - (0.5 * SignalVariance);

    private static Traced Energy(Traced field, double[] counts, double mean, CholeskyFactor factor)
    {
        Traced deviation = field - mean;
        Traced pull = MatrixProduct(deviation, field.Matrix(factor.Inverse()));
        double constant = (0.5 * counts.Length * Math.Log(2 * Math.PI)) + factor.HalfLogDeterminant;
        return (0.5 * Dot(deviation, pull)) - Dot(field, field.Row(counts)) + (Sum(Exp(field)) / counts.Length) + constant;
    }

    /// <summary>Points per cell.</summary>
    private static double[] Count(NumericTable table, int side)
    {
        if (table.Columns.Count != 2)
        {
            throw new InvalidDataException($"'{table.Source}' has {table.Columns.Count} columns; lgcp needs two, the coordinates of points in the unit square.");
        }

        double[] counts = new double[side * side];
        for (int row = 0; row < table.Rows; row++)
        {
            (double x, double y) = (table[row, 0], table[row, 1]);
            if (!(x is >= 0 and <= 1 && y is >= 0 and <= 1))
            {
                throw new InvalidDataException(
                    $"'{table.Source}' has the point ({x}, {y}) in row {row + 1}; lgcp needs points in the unit square. Rescale the data to [0, 1].");
            }

            int first = Math.Min(side - 1, (int)(x * side));
            int second = Math.Min(side - 1, (int)(y * side));
            counts[(first * side) + second]++;
        }

        return counts;
    }

    private static double[,] Covariance(int side)
    {
        int cells = side * side;
        double[,] covariance = new double[cells, cells];
        for (int cell = 0; cell < cells; cell++)
        {
            for (int other = 0; other < cells; other++)
            {
                double distance = double.Hypot((cell / side) - (other / side), (cell % side) - (other % side));
                covariance[cell, other] = SignalVariance * Math.Exp(-distance / (side * CorrelationLength));
            }
        }

        return covariance;
    }
}
