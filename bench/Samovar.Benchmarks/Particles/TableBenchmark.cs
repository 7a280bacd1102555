using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Methods;
using Samovar.Metrics.HeldOut;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Benchmarks.Particles;

/// <summary>Synthetic rows put to use: the share of held-out rows that five nearest neighbours among synthetic rows classify rightly, beside real rows.</summary>
/// <remarks>Call it with the folder that holds wine.csv and other tables with a column 'label'; a file that is not there is passed over.</remarks>
public sealed class TableBenchmark : IBenchmark
{
    private const int Neighbours = 5;
    private const int Splits = 3;
    private const int GcdSteps = 3_000;

    /// <inheritdoc/>
    public string Name => "tables";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        if (arguments is not [string folder, .. { Length: <= 1 } only])
        {
            Console.WriteLine("Give the folder with the tables, and, for one method alone, sd-flow or gcd.");
            return;
        }

        (string Name, IDataMethod Method, int? Steps)[] methods =
        [
            ("sd-flow", new SdFlow(), null),
            ("gcd", new Gcd(), GcdSteps),
            ("gcd, τ = 0.05", new Gcd(new GcdSettings { Temperature = 0.05 }), GcdSteps),
        ];
        Console.WriteLine($"Mean ± standard deviation over {Splits} splits; gcd with {GcdSteps} steps; as many synthetic rows as training rows.");
        Console.WriteLine($"{"",-28}{"real rows",18}{"synthetic rows",18}{"novelty",18}{"sliced W2",18}{"floor",10}");
        foreach (string file in new[] { "wine.csv", "ionosphere.csv", "digits.csv" })
        {
            string path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                Console.WriteLine($"{file,-28}is not there, passed over");
                continue;
            }

            foreach ((string name, IDataMethod method, int? steps) in methods.Where(entry => only.Length == 0 || entry.Name.StartsWith(only[0], StringComparison.Ordinal)))
            {
                Console.WriteLine(Line(path, method, steps, name));
            }
        }
    }

    private static string Line(string path, IDataMethod method, int? steps, string name)
    {
        double[][] values = [.. Enumerable.Range(1, Splits).Select(split => Values(path, method, steps, (ulong)split))];
        string Cell(int place)
        {
            double mean = values.Average(row => row[place]);
            return $"{mean,9:0.000} ± {Math.Sqrt(values.Sum(row => (row[place] - mean) * (row[place] - mean)) / (Splits - 1)),-6:0.000}";
        }

        return $"{Path.GetFileNameWithoutExtension(path) + ", " + name,-28}{Cell(0)}{Cell(1)}{Cell(2)}{Cell(3)}{values.Average(row => row[4]),10:0.000}";
    }

    private static double[] Values(string path, IDataMethod method, int? steps, ulong split)
    {
        DataSet data = new(new TableOptions { DataPath = path, Categorical = "label", Constant = ConstantColumns.Restore, SplitSeed = split, HeldOut = 0.3 });
        TrainingSession session = method.Start(data, "default", split, steps);
        while (steps is not null && session.CompletedSteps < steps && session.Advance() is null)
        {
        }

        Batch draws = ((IFreeSampler)session.Sampler).Draw(data.Training.Count, RandomStream.FromSeed(split)).Points;
        Measurement.Measured novelty = (Measurement.Measured)new Novelty().Measure(draws, data, RandomStream.FromSeed(split));
        Measurement.Measured distance = (Measurement.Measured)new HeldOutSlicedWasserstein2().Measure(draws, data, RandomStream.FromSeed(split));
        return [Accuracy(data.Training, data), Accuracy(draws, data), novelty.Value, distance.Value, distance.Floor!.Value];
    }

    private static double Accuracy(Batch known, DataSet data)
    {
        int label = data.ColumnNames.ToList().IndexOf("label");
        int width = data.Layout!.Columns[label].Width;
        int features = data.Dimension - width;
        string[] classes = [.. Enumerable.Range(0, known.Count).Select(row => data.Decode(known.Row(row))[label])];
        int right = 0;
        for (int row = 0; row < data.HeldOut.Count; row++)
        {
            string guess = Enumerable.Range(0, known.Count)
                .OrderBy(other => Square(data.HeldOut.Row(row), known.Row(other), features))
                .Take(Neighbours)
                .GroupBy(other => classes[other])
                .OrderByDescending(votes => votes.Count())
                .First().Key;
            right += guess == data.Decode(data.HeldOut.Row(row))[label] ? 1 : 0;
        }

        return (double)right / data.HeldOut.Count;
    }

    /// <summary>The label is the last column, so the features are the first coordinates.</summary>
    private static double Square(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int features)
    {
        double sum = 0;
        for (int column = 0; column < features; column++)
        {
            sum += ((double)left[column] - right[column]) * ((double)left[column] - right[column]);
        }

        return sum;
    }
}
