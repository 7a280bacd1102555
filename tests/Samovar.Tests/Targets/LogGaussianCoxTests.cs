using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

/// <summary>The Cox process on a coarse grid with a handful of points.</summary>
public sealed class LogGaussianCoxTests : TargetContract, IDisposable
{
    private const int Grid = 4;
    private readonly string path = Path.GetTempFileName();

    public LogGaussianCoxTests()
    {
        // The last point lies on the upper border and belongs to the last cell.
        File.WriteAllText(path, "x,y\n0.1,0.1\n0.13,0.2\n0.6,0.3\n0.9,0.55\n0.26,0.99\n1,1\n");
        Subject = new LogGaussianCox(new LogGaussianCoxOptions { DataPath = path, Grid = Grid });
    }

    protected override ITarget Subject { get; }

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Density_is_the_gaussian_field_times_the_poisson_counts()
    {
        const int Cells = Grid * Grid;
        LogGaussianCox target = (LogGaussianCox)Subject;
        Batch points = new(5, Cells);
        RandomStream.FromSeed(91).FillNormal(points.Values);
        double[] logDensity = new double[5];

        target.LogDensity(points, logDensity);

        double[] counts = new double[Cells];
        (counts[0], counts[9], counts[14], counts[7], counts[15]) = (2, 1, 1, 1, 1);
        Assert.Equal(Math.Log(6) - 0.955, target.PriorMean, 1e-12);
        CholeskyFactor factor = new(target.PriorCovariance());
        for (int row = 0; row < 5; row++)
        {
            double[] deviation = [.. points.Row(row).ToArray().Select(value => value - target.PriorMean)];
            double[] solved = [.. deviation];
            factor.Solve(solved);
            double expected = -0.5 * deviation.Zip(solved).Sum(pair => pair.First * pair.Second);
            expected -= factor.HalfLogDeterminant + (0.5 * Cells * Math.Log(2 * Math.PI));
            expected += Enumerable.Range(0, Cells).Sum(cell => (counts[cell] * points[row, cell]) - (Math.Exp(points[row, cell]) / Cells));
            Assert.Equal(expected, logDensity[row], 1e-4);
        }
    }

    [Fact]
    public void Prior_decays_with_the_distance_of_cells()
    {
        double[,] covariance = ((LogGaussianCox)Subject).PriorCovariance();

        Assert.Equal(1.91, covariance[5, 5], 1e-12);
        Assert.Equal(1.91 * Math.Exp(-Math.Sqrt(5) * 33 / Grid), covariance[0, 6], 1e-12);
    }

    /// <summary>Newton's method to the mode, whose log-density was computed elsewhere: −1111.2007.</summary>
    [Fact]
    public void Mode_of_the_published_data_has_the_published_height()
    {
        string? folder = Environment.GetEnvironmentVariable("SAMOVAR_DATA");
        string pines = Path.Combine(folder ?? string.Empty, "finnish-pines.csv");
        Assert.SkipUnless(folder is not null && File.Exists(pines), "needs finnish-pines.csv in the folder that SAMOVAR_DATA names");
        LogGaussianCox target = new(new LogGaussianCoxOptions { DataPath = pines });
        double[,] prior = new CholeskyFactor(target.PriorCovariance()).Inverse();
        Batch point = new(1, target.Dimension);
        point.Values.Fill((float)target.PriorMean);
        double height = 0;
        for (int step = 0; step < 8; step++)
        {
            (double[] logDensity, Batch score) = TargetLaws.Evaluate(target, point);
            height = logDensity[0];
            double[,] curvature = (double[,])prior.Clone();
            double[] move = new double[target.Dimension];
            for (int cell = 0; cell < move.Length; cell++)
            {
                curvature[cell, cell] += Math.Exp(point[0, cell]) / move.Length;
                move[cell] = score[0, cell];
            }

            new CholeskyFactor(curvature).Solve(move);
            for (int cell = 0; cell < move.Length; cell++)
            {
                point[0, cell] += (float)move[cell];
            }
        }

        Assert.Equal(-1111.2007, height, 1e-3);
        Assert.Contains("501.8", target.Card.LogNormalizer, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_outside_the_unit_square_are_refused_with_their_row()
    {
        File.WriteAllText(path, "x,y\n0.1,0.1\n3,0.2\n");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new LogGaussianCox(new LogGaussianCoxOptions { DataPath = path }));

        Assert.Contains("(3, 0.2) in row 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_columns_are_refused()
    {
        File.WriteAllText(path, "x,y,z\n0.1,0.1,1\n0.3,0.2,1\n");

        Assert.Throws<InvalidDataException>(() => new LogGaussianCox(new LogGaussianCoxOptions { DataPath = path }));
    }

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Throws<FileNotFoundException>(() => new LogGaussianCox(new LogGaussianCoxOptions { DataPath = path + ".missing" }));

    [Fact]
    public void Inverse_of_a_covariance_undoes_it_and_is_symmetric()
    {
        double[,] covariance = ((LogGaussianCox)Subject).PriorCovariance();
        double[,] inverse = new CholeskyFactor(covariance).Inverse();
        for (int index = 0; index < covariance.Length; index++)
        {
            (int row, int column) = (index / covariance.GetLength(0), index % covariance.GetLength(0));
            double product = Enumerable.Range(0, covariance.GetLength(0)).Sum(inner => covariance[row, inner] * inverse[inner, column]);
            Assert.Equal(row == column ? 1 : 0, product, 1e-10);
            Assert.Equal(inverse[row, column], inverse[column, row]);
        }
    }
}
