using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Metrics;
using Samovar.Targets;

namespace Samovar.Benchmarks.Verdicts;

/// <summary>Something to sample, and the truth about it that only the study knows.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Draw">Fills a batch with true draws; advances the randomness.</param>
/// <param name="Dimension">Number of coordinates.</param>
/// <param name="Region">The mode of a point, from 0 to <paramref name="Regions"/> − 1.</param>
/// <param name="Regions">Number of modes or regions; 1 where there is nothing to lose.</param>
internal sealed record VerdictSubject(string Name, Action<Batch, RandomStream> Draw, int Dimension, Func<Batch, int[]> Region, int Regions)
{
    /// <summary>The density; null for rows.</summary>
    public ITarget? Target { get; init; }

    /// <summary>The rows; null for a density.</summary>
    public DataSet? Data { get; init; }

    /// <summary>Every subject of the study.</summary>
    public static IEnumerable<VerdictSubject> All()
    {
        yield return Known(new Gaussian(new GaussianOptions()), points => new int[points.Count], 1);
        yield return OfModes(new Mog40(), 40);
        yield return OfModes(new Gmm25(), 25);
        yield return OfModes(new Mog9(), 9);
        yield return Known(new ManyWell(new ManyWellOptions()), points => LeftWells(points, 4), 5);
        yield return Known(new ManyWell32(), points => LeftWells(points, 16), 17);
        yield return Known(new Funnel(), points => Rows(points, point => point[0] < -3 ? 0 : 1), 2);
        Dw4 particles = new();
        yield return Known(particles, points => Rows(points, point => particles.BasinOf(point)), 5);
        yield return Users("own-2d", 2, [[3, 0], [-3, 0]], [0.5, 0.5]);
        yield return Users("own-10d", 10, [[3, 3, 3, 0, 0, 0, 0, 0, 0, 0], [-3, 0, 3, -3, 0, 0, 0, 0, 0, 0], [0, -4, 0, 0, 4, 0, 0, 0, 0, 0]], [0.6, 0.3, 0.1]);
        yield return Rows8();
        yield return Table8();
    }

    /// <summary>n fresh true draws.</summary>
    public Batch True(int count, RandomStream random)
    {
        Batch points = new(count, Dimension);
        Draw(points, random);
        return points;
    }

    private static VerdictSubject Known(ITarget target, Func<Batch, int[]> region, int regions) =>
        new(target.Name, (points, random) => TrueDraws.Of(target)!.DrawExactly(points, random), target.Dimension, region, regions) { Target = target };

    private static VerdictSubject OfModes(ITarget target, int modes) => Known(
        target,
        points =>
        {
            double[] table = new double[points.Count * modes];
            target.Capability<IHasModes>()!.Responsibilities(points, table);
            return [.. Enumerable.Range(0, points.Count).Select(row => Enumerable.Range(0, modes).MaxBy(mode => table[(row * modes) + mode]))];
        },
        modes);

    /// <summary>The number of wells on the left, so that region 0 is the mode with all of them right.</summary>
    private static int[] LeftWells(Batch points, int wells) => Rows(points, point =>
    {
        int left = 0;
        for (int well = 0; well < wells; well++)
        {
            left += point[2 * well] < 0 ? 1 : 0;
        }

        return left;
    });

    /// <summary>A mixture of unit Gaussians as a user would write it: an energy, and nothing else is known.</summary>
    private static VerdictSubject Users(string name, int dimension, double[][] means, double[] weights)
    {
        Traced Part(Traced x, int mode)
        {
            Traced energy = TracedMath.Square(x[0] - means[mode][0]);
            for (int column = 1; column < dimension; column++)
            {
                energy += TracedMath.Square(x[column] - means[mode][column]);
            }

            return Math.Log(weights[mode]) - (0.5 * energy);
        }

        ITarget target = FromEnergy(dimension, x => -TracedMath.LogSumExp(TracedMath.Stack([.. Enumerable.Range(0, means.Length).Select(mode => Part(x, mode))])), name);
        int[] Region(Batch points) => Rows(points, point =>
        {
            float[] position = point.ToArray();
            return Enumerable.Range(0, means.Length).MinBy(mode => means[mode].Zip(position, (mean, value) => (mean - value) * (mean - value)).Sum());
        });
        void Draw(Batch points, RandomStream random)
        {
            random.FillNormal(points.Values);
            for (int row = 0; row < points.Count; row++)
            {
                double left = random.NextDouble();
                int mode = 0;
                while (mode < means.Length - 1 && (left -= weights[mode]) > 0)
                {
                    mode++;
                }

                for (int column = 0; column < dimension; column++)
                {
                    points[row, column] += (float)means[mode][column];
                }
            }
        }

        return new VerdictSubject(name, Draw, dimension, Region, means.Length) { Target = target };
    }

    private static EnergyTarget FromEnergy(int dimension, Func<Traced, Traced> energy, string name) => Targets.Target.FromEnergy(dimension, energy, name);

    private static VerdictSubject Rows8()
    {
        EightGaussians source = new();
        return new VerdictSubject("8gaussians", source.Draw, 2, Angle, 8) { Data = DataSet.Of(source) };
    }

    /// <summary>A file of 2,000 of these rows, of which 1,600 are seen; more of them, in its coordinates, are the truth.</summary>
    private static VerdictSubject Table8()
    {
        EightGaussians source = new();
        string seen = Written(source, 2_000, 1);
        string more = Written(source, 100_000, 2);
        DataSet data = new(new TableOptions { DataPath = seen });
        Batch pool = data.ReadMore(more);
        File.Delete(seen);
        File.Delete(more);
        void Draw(Batch points, RandomStream random)
        {
            for (int row = 0; row < points.Count; row++)
            {
                pool.Row(random.NextInt(pool.Count)).CopyTo(points.Row(row));
            }
        }

        return new VerdictSubject("8gaussians.csv", Draw, 2, Angle, 8) { Data = data };
    }

    private static string Written(EightGaussians source, int rows, ulong seed)
    {
        Batch points = new(rows, 2);
        source.Draw(points, RandomStream.FromSeed(seed).Named("file"));
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllLines(path, ["x,y", .. Enumerable.Range(0, rows).Select(row => FormattableString.Invariant($"{points[row, 0]},{points[row, 1]}"))]);
        return path;
    }

    private static int[] Angle(Batch points) => Rows(points, point => ((int)Math.Round(Math.Atan2(point[1], point[0]) / (Math.PI / 4)) + 8) % 8);

    private delegate int RegionOf(ReadOnlySpan<float> point);

    private static int[] Rows(Batch points, RegionOf region)
    {
        int[] regions = new int[points.Count];
        for (int row = 0; row < regions.Length; row++)
        {
            regions[row] = region(points.Row(row));
        }

        return regions;
    }
}
