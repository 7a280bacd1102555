using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Data;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>One-class anomaly detection: every class in turn is learned from 70 % of its rows; how well do scores tell its other rows from those of all other classes?</summary>
/// <remarks>
/// Arguments: a CSV file whose last column is the class, principal components to keep, steps, seeds, temperature, and, to learn only one class, its number. All scores see the same whitened components, measured
/// on the rows that are learned from. Prints the mean area under the ranking curve over classes, and its standard deviation over seeds.
/// </remarks>
public sealed class AnomalyTable : IBenchmark
{
    private const double Learned = 0.7;

    /// <inheritdoc/>
    public string Name => "anomalies";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("Give a CSV file whose last column is the class, and how many principal components to keep.");
            return;
        }

        WorkerPool.Configure(1);
        NumericTable table = CsvFile.Read(arguments[0]);
        int components = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        int steps = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 3_000;
        int seeds = arguments.Length > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 5;
        double temperature = arguments.Length > 4 ? double.Parse(arguments[4], CultureInfo.InvariantCulture) : 0.1;
        int label = table.Columns.Count - 1;
        double? only = arguments.Length > 5 ? double.Parse(arguments[5], CultureInfo.InvariantCulture) : null;
        double[] classes = [.. Enumerable.Range(0, table.Rows).Select(row => table[row, label]).Distinct().Order().Where(kind => only is null || kind == only)];
        Dictionary<string, double[]> areas = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            foreach (double kind in classes)
            {
                Trial trial = Trial.Of(table, kind, components, RandomStream.FromSeed((ulong)seed).Named($"class {kind}"));
                foreach ((string name, Func<Batch, double[]> score) in Scores(trial, (ulong)seed, steps, temperature))
                {
                    double area = RankingArea.Of(score(trial.Usual), score(trial.Strange)).Area;
                    areas.TryAdd(name, new double[seeds]);
                    areas[name][seed - 1] += area / classes.Length;
                }
            }
        }

        Console.WriteLine($"{Path.GetFileNameWithoutExtension(arguments[0])}: {classes.Length} classes, {components} components at most, {steps} steps, {seeds} seeds, τ = {temperature}");
        foreach ((string name, double[] found) in areas)
        {
            double mean = found.Average();
            double spread = seeds > 1 ? Math.Sqrt(found.Sum(area => (area - mean) * (area - mean)) / (seeds - 1)) : double.NaN;
            Console.WriteLine($"  {name,-22}{mean,8:F3} ± {spread:F3}");
        }
    }

    private static IEnumerable<(string Name, Func<Batch, double[]> Score)> Scores(Trial trial, ulong seed, int steps, double temperature)
    {
        yield return ("Mahalanobis", points => Rows(points, point => Squares(point).Sum()));
        yield return ("5 nearest neighbours", points => Rows(points, point => trial.Distances(point).Order().Take(5).Average(Math.Sqrt)));
        double width = trial.BestWidth();
        yield return ("kernel density", points => Rows(points, point => -LogMean([.. trial.Distances(point).Select(distance => -0.5 * distance / (width * width))])));
        TrainingSession session = new Gcd(new GcdSettings { Temperature = temperature, Tail = true }).Start(DataSet.Of(new Resampled(trial.Learned)), "default", seed, steps);
        while (session.CompletedSteps < steps && session.Advance() is null)
        {
        }

        if (session.CompletedSteps < steps)
        {
            Console.WriteLine($"seed {seed}: diverged after {session.CompletedSteps} steps");
        }

        IEnergyModel model = (IEnergyModel)session.Sampler;
        yield return ("energy by gcd", points =>
        {
            double[] energies = new double[points.Count];
            model.Energy(points, energies);
            return energies;
        });
    }

    private static double[] Rows(Batch points, Func<float[], double> score) => [.. Enumerable.Range(0, points.Count).Select(row => score(points.Row(row).ToArray()))];

    private static IEnumerable<double> Squares(float[] point) => point.Select(value => (double)value * value);

    private static double LogMean(double[] exponents)
    {
        double largest = exponents.Max();
        return largest + Math.Log(exponents.Average(exponent => Math.Exp(exponent - largest)));
    }

    /// <summary>Rows of one class to learn from, others of it, and all of other classes.</summary>
    private sealed record Trial(Batch Learned, Batch Usual, Batch Strange)
    {
        public static Trial Of(NumericTable table, double kind, int components, RandomStream random)
        {
            int width = table.Columns.Count - 1;
            double[] values = [.. Enumerable.Range(0, table.Rows).SelectMany(row => Enumerable.Range(0, width).Select(column => table[row, column]))];
            int[] own = [.. Enumerable.Range(0, table.Rows).Where(row => table[row, width] == kind).OrderBy(_ => random.NextDouble())];
            int learned = (int)(AnomalyTable.Learned * own.Length);
            Coordinates coordinates = Coordinates.Of(values, own[..learned], width, Transform.Whiten, components);
            int[] others = [.. Enumerable.Range(0, table.Rows).Where(row => table[row, width] != kind)];
            return new Trial(coordinates.Apply(values, own[..learned]), coordinates.Apply(values, own[learned..]), coordinates.Apply(values, others));
        }

        /// <summary>Squared distances to all rows that were learned from.</summary>
        public double[] Distances(float[] point) => [.. Enumerable.Range(0, Learned.Count).Select(row => Distance(point, Learned.Row(row)))];

        /// <summary>The width of the kernel with the largest likelihood of every learned row by all others.</summary>
        public double BestWidth()
        {
            double[][] distances = [.. Enumerable.Range(0, Learned.Count).Select(row => Distances(Learned.Row(row).ToArray()).Where((_, other) => other != row).ToArray())];
            return Enumerable.Range(0, 13).Select(place => 0.15 * Math.Pow(1.3, place)).MaxBy(width => distances.Sum(
                row => LogMean([.. row.Select(distance => -0.5 * distance / (width * width))]) - (Learned.Dimension * Math.Log(width))));
        }

        private static double Distance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
        {
            double sum = 0;
            for (int column = 0; column < left.Length; column++)
            {
                sum += ((double)left[column] - right[column]) * ((double)left[column] - right[column]);
            }

            return sum;
        }
    }

    /// <summary>Rows drawn with replacement.</summary>
    private sealed class Resampled(Batch rows) : IDataSource
    {
        public string Name => "resampled";

        public string Definition => "rows drawn with replacement";

        public int Dimension => rows.Dimension;

        public void Draw(Batch destination, RandomStream random)
        {
            for (int row = 0; row < destination.Count; row++)
            {
                rows.Row(random.NextInt(rows.Count)).CopyTo(destination.Row(row));
            }
        }
    }
}
