using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Benchmarks.Verdicts;

/// <summary>A way for a sampler to be wrong, made from true draws without any training.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Kind">What kind of fault it is, for the rates.</param>
/// <param name="Applies">Whether a subject can have it.</param>
/// <param name="Draw">n wrong draws of a subject.</param>
internal sealed record Fault(string Name, string Kind, Func<VerdictSubject, bool> Applies, Func<VerdictSubject, int, RandomStream, Batch> Draw)
{
    private const int Probe = 4_000;

    /// <summary>Every fault of draws.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("one mode missing", "missing modes", HasModes, (subject, count, random) => Kept(subject, count, random, region => region != 1)),
        new("half of the modes missing", "missing modes", subject => subject.Regions > 3, (subject, count, random) => Kept(subject, count, random, region => region < subject.Regions / 2)),
        new("a single mode", "missing modes", subject => subject.Regions > 2, (subject, count, random) => Kept(subject, count, random, region => region == 0)),
        new("every other mode three times too rare", "mode weights", HasModes, (subject, count, random) => Kept(subject, count, random, region => region % 2 == 0 || random.NextDouble() < 1 / 3.0)),
        new("temperature 2", "temperature", HasScore, (subject, count, random) => Tempered(subject, count, random, 0.5)),
        new("temperature 1/2", "temperature", HasScore, (subject, count, random) => Tempered(subject, count, random, 2)),
        new("blurred by half a local deviation", "spread", _ => true, (subject, count, random) => Moved(subject, count, random, (_, local, _) => 0.5 * local * random.NextNormal())),
        new("moved by half a local deviation", "spread", _ => true, (subject, count, random) => Moved(subject, count, random, (column, local, _) => column == 0 ? 0.5 * local : 0)),
        new("stretched by 1.2", "spread", subject => subject.Name != "dw4", (subject, count, random) => Moved(subject, count, random, (_, _, value) => 0.2 * value)),
        new("2 % far strays", "strays", _ => true, (subject, count, random) => Strays(subject, count, random)),
        new("3 % clashes", "strays", subject => subject.Target?.Capability<IParticleSystem>() is not null, Clashes),
        new("30 % from the prior", "half-trained", _ => true, (subject, count, random) => FromPrior(subject, count, random, 0.3)),
        new("all from the prior", "half-trained", _ => true, (subject, count, random) => FromPrior(subject, count, random, 1)),
        new("the same 500 points again", "copies", subject => subject.Target is not null, Repeats),
        new("copies of training rows", "copies", subject => subject.Data?.IsEndless == false, Copies),
    ];

    private static bool HasModes(VerdictSubject subject) => subject.Regions > 1;

    private static bool HasScore(VerdictSubject subject) => subject.Target is not null;

    /// <summary>True draws whose region is kept.</summary>
    private static Batch Kept(VerdictSubject subject, int count, RandomStream random, Func<int, bool> keep)
    {
        Batch kept = new(count, subject.Dimension);
        for (int place = 0; place < count;)
        {
            Batch candidates = subject.True(count, random);
            int[] regions = subject.Region(candidates);
            for (int row = 0; row < count && place < count; row++)
            {
                if (keep(regions[row]))
                {
                    candidates.Row(row).CopyTo(kept.Row(place++));
                }
            }
        }

        return kept;
    }

    /// <summary>True draws after 400 Langevin steps at another temperature: the modes keep their weights, as they do in a sampler trained at it by local moves.</summary>
    private static Batch Tempered(VerdictSubject subject, int count, RandomStream random, double inverse)
    {
        const int Steps = 400;
        ChainState state = new(new Powered(subject.Target!, inverse), subject.True(count, random), random);
        IMarkovKernel kernel = StepSizeAdaptation.Tune(new Mala(0.01), state, 100);
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
        }

        return state.Positions;
    }

    private static Batch Moved(VerdictSubject subject, int count, RandomStream random, Func<int, double, double, double> move)
    {
        Batch points = subject.True(count, random);
        double local = LocalDeviation(subject);
        double[] means = Means(points);
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                points[row, column] += (float)move(column, local, points[row, column] - means[column]);
            }
        }

        return points;
    }

    private static Batch Strays(VerdictSubject subject, int count, RandomStream random)
    {
        Batch points = subject.True(count, random);
        double[] deviations = Deviations(points);
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; row % 50 == 0 && column < points.Dimension; column++)
            {
                points[row, column] = (float)(6 * deviations[column] * random.NextNormal());
            }
        }

        return points;
    }

    /// <summary>Two particles nearly in one place, in 3 % of the configurations.</summary>
    private static Batch Clashes(VerdictSubject subject, int count, RandomStream random)
    {
        IParticleSystem system = subject.Target!.Capability<IParticleSystem>()!;
        Batch points = subject.True(count, random);
        for (int row = 0; row < count; row++)
        {
            for (int axis = 0; row % 33 == 0 && axis < system.SpatialDimensions; axis++)
            {
                points[row, system.SpatialDimensions + axis] = points[row, axis] + (float)(0.1 * random.NextNormal());
            }
        }

        return points;
    }

    private static Batch FromPrior(VerdictSubject subject, int count, RandomStream random, double share)
    {
        Batch points = subject.True(count, random);
        double[] means = Means(points);
        double[] deviations = Deviations(points);
        for (int row = 0; row < count; row++)
        {
            bool prior = random.NextDouble() < share;
            for (int column = 0; prior && column < points.Dimension; column++)
            {
                points[row, column] = (float)(means[column] + (deviations[column] * random.NextNormal()));
            }
        }

        return points;
    }

    private static Batch Repeats(VerdictSubject subject, int count, RandomStream random)
    {
        Batch few = subject.True(500, RandomStream.FromSeed(99));
        Batch points = new(count, subject.Dimension);
        for (int row = 0; row < count; row++)
        {
            few.Row(random.NextInt(few.Count)).CopyTo(points.Row(row));
        }

        return points;
    }

    private static Batch Copies(VerdictSubject subject, int count, RandomStream random)
    {
        Batch points = new(count, subject.Dimension);
        for (int row = 0; row < count; row++)
        {
            subject.Data!.Training.Row(random.NextInt(subject.Data.Training.Count)).CopyTo(points.Row(row));
            for (int column = 0; column < points.Dimension; column++)
            {
                points[row, column] += (float)(1e-4 * random.NextNormal());
            }
        }

        return points;
    }

    /// <summary>The length over which the score changes, √d over its median length; of rows the deviation of a mode.</summary>
    private static double LocalDeviation(VerdictSubject subject)
    {
        if (subject.Target is not { } target)
        {
            return 0.2;
        }

        Batch points = subject.True(Probe, RandomStream.FromSeed(98));
        Batch score = new(Probe, subject.Dimension);
        target.LogDensityAndScore(points, new double[Probe], score);
        double median = Enumerable.Range(0, Probe).Select(row => score.Row(row).ToArray().Sum(value => (double)value * value)).Order().ElementAt(Probe / 2);
        return Math.Sqrt(subject.Dimension / median);
    }

    private static double[] Means(Batch points) =>
        [.. Enumerable.Range(0, points.Dimension).Select(column => Enumerable.Range(0, points.Count).Average(row => (double)points[row, column]))];

    private static double[] Deviations(Batch points)
    {
        double[] means = Means(points);
        return [.. Enumerable.Range(0, points.Dimension).Select(column => Math.Sqrt(Enumerable.Range(0, points.Count).Average(row => Math.Pow(points[row, column] - means[column], 2))))];
    }

    /// <summary>p^β, without any of p's capabilities.</summary>
    private sealed class Powered(ITarget inner, double inverse) : ITarget
    {
        public string Name => inner.Name;

        public int Dimension => inner.Dimension;

        public void LogDensity(Batch points, Span<double> logDensity)
        {
            inner.LogDensity(points, logDensity);
            foreach (ref double value in logDensity)
            {
                value *= inverse;
            }
        }

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
        {
            inner.LogDensityAndScore(points, logDensity, score);
            foreach (ref double value in logDensity)
            {
                value *= inverse;
            }

            foreach (ref float value in score.Values)
            {
                value *= (float)inverse;
            }
        }

        public T? Capability<T>()
            where T : class => null;
    }
}
