using System.Globalization;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Metrics.HeldOut;
using Samovar.Samplers;
using Samovar.Samplers.Particles;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Live;

/// <summary>Looks at a sampler between two steps: a thousand draws and what they cheaply tell. Training does not notice.</summary>
/// <remarks>
/// Draws come from a stream that nothing else uses, by the averaged weights that training never reads, and from a target that counts nothing. So a run with
/// glimpses has the same bytes as one without. What is measured here is quick and rough; the metrics at the end have errors and floors.
/// </remarks>
/// <param name="subject">What the draws should follow.</param>
/// <param name="seed">Seed of the run.</param>
internal sealed class QualityProbe(Subject subject, ulong seed)
{
    private const int Count = 1_000;

    private readonly RandomStream stream = RandomStream.FromSeed(seed).Named("glimpse");
    private readonly Lazy<Batch> reference = new(() => Reference(subject, RandomStream.FromSeed(seed).Named("glimpse-reference")));

    /// <summary>[m, d] exact draws or held-out rows to hold beside the draws; none where they would cost a run of their own.</summary>
    internal Batch Truth => reference.Value;

    /// <summary>Draws and measures.</summary>
    internal Glimpse Look(TrainingSession session)
    {
        // Particles that are their own sampler are looked at where they are: drawing would move a new swarm along the whole flow.
        RandomStream random = stream.Split(session.CompletedSteps);
        Draws draws = session.Sampler is ParticleFlow flow ? new Draws(Copy(flow.Swarm), EvaluationCost.None) : subject.Draw(session.Sampler, Count, random);
        return new Glimpse(session.CompletedSteps, draws.Points, [.. Readings(draws, random.Named("readings"))]);
    }

    private IEnumerable<QualityReading> Readings(Draws draws, RandomStream random)
    {
        int broken = draws.Points.Values.ToArray().Count(value => !float.IsFinite(value));
        if (broken > 0)
        {
            return [new QualityReading("not finite", broken, $"{broken} coordinates not finite")];
        }

        IEnumerable<QualityReading?> readings =
        [
            draws.LogWeights is { } weights ? EffectiveShare(weights) : null,
            .. subject switch
            {
                DensitySubject density => (QualityReading?[])
                [
                    .. Support(density.Target, draws.Points), Wells(density.Target, draws.Points),
                    .. Truth.Count == 0 ? BlindReadings.Of(density.Target, draws.Points, random) : [],
                ],
                DataSubject data => [Covered(data.Data, draws, random), Means(draws.Points)],
                _ => [],
            },
            Energy(draws.Points),
        ];
        return readings.OfType<QualityReading>();
    }

    private static QualityReading EffectiveShare(IReadOnlyList<double> logWeights)
    {
        double most = logWeights.Max();
        double[] weights = [.. logWeights.Select(value => Math.Exp(value - most))];
        double share = double.IsFinite(most) ? weights.Sum() * weights.Sum() / (weights.Length * weights.Sum(weight => weight * weight)) : 0;
        return new QualityReading("effective share", share, $"ess {Phrases.Number(share)}");
    }

    /// <summary>The share of draws as likely as any of the exact ones, and the modes among these: a wide cloud that covers all modes visits none.</summary>
    private IEnumerable<QualityReading> Support(ITarget target, Batch points)
    {
        if (Truth.Count == 0)
        {
            yield break;
        }

        double least = subject.LogDensity!(Truth).Min();
        int[] inside = [.. subject.LogDensity!(points).Select((value, row) => (value, row)).Where(draw => draw.value >= least).Select(draw => draw.row)];
        double share = inside.Length / (double)points.Count;
        yield return new QualityReading("draws on the support", share, $"on support {(100 * share).ToString("0", CultureInfo.InvariantCulture)} %");
        if (target.Capability<IHasModes>() is not { ModeWeights: { Count: > 1 } weights } modes)
        {
            yield break;
        }

        int count = weights.Count;
        double[] table = new double[points.Count * count];
        modes.Responsibilities(points, table);
        HashSet<int> visited = [];
        foreach (int row in inside)
        {
            visited.Add(Array.IndexOf(table, table.AsSpan(row * count, count).ToArray().Max(), row * count, count) % count);
        }

        yield return new QualityReading("modes visited", visited.Count, $"modes {visited.Count}/{count}");
    }

    /// <summary>The worst error of the mass on one side of a double well.</summary>
    private static QualityReading? Wells(ITarget target, Batch points)
    {
        if (target.Capability<IHasWells>() is not { } wells)
        {
            return null;
        }

        double worst = wells.WellCoordinates.Max(column =>
            Math.Abs((Enumerable.Range(0, points.Count).Count(row => points[row, column] < 0) / (double)points.Count) - wells.LeftMass));
        return new QualityReading("worst well's mass error", worst, $"wells off {Phrases.Number(worst)}");
    }

    private static QualityReading? Covered(DataSet data, Draws draws, RandomStream random) =>
        new ModesCovered().Measure(draws.Points, data, random) is Measurement.Measured covered
            ? new QualityReading("modes covered", covered.Value, $"modes {Phrases.Figure(covered.Value)}{(covered.Floor is { } all ? $"/{Phrases.Figure(all)}" : string.Empty)}")
            : null;

    /// <summary>The worst difference of a column's mean from held-out rows, in their standard deviations.</summary>
    private QualityReading? Means(Batch points)
    {
        double worst = 0;
        for (int column = 0; Truth.Count > 1 && column < points.Dimension; column++)
        {
            double[] own = Column(points, column);
            double[] held = Column(Truth, column);
            double mean = held.Average();
            double deviation = Math.Sqrt(held.Sum(value => (value - mean) * (value - mean)) / (held.Length - 1));
            worst = deviation > 0 ? Math.Max(worst, Math.Abs(own.Average() - mean) / deviation) : worst;
        }

        return Truth.Count > 1 ? new QualityReading("worst mean's error", worst, $"means off {Phrases.Number(worst)} sd") : null;
    }

    /// <summary>The median energy; where the truth is at hand, its distance from the true one, in true standard deviations.</summary>
    private QualityReading? Energy(Batch points)
    {
        if (subject.LogDensity is not { } density)
        {
            return null;
        }

        double median = Median(density(points));
        if (Truth.Count < 2)
        {
            return new QualityReading("median energy", -median, $"energy {Phrases.Number(-median)}");
        }

        double[] exact = density(Truth);
        double mean = exact.Average();
        double deviation = Math.Sqrt(exact.Sum(value => (value - mean) * (value - mean)) / (exact.Length - 1));
        double shift = (Median(exact) - median) / deviation;
        return new QualityReading("median energy's shift", shift, $"energy {(shift < 0 ? '−' : '+')}{Math.Abs(shift).ToString("0.00", CultureInfo.InvariantCulture)} sd");
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static double[] Column(Batch points, int column) => [.. Enumerable.Range(0, points.Count).Select(row => (double)points[row, column])];

    private static Batch Copy(Batch points)
    {
        Batch copy = new(points.Count, points.Dimension);
        points.Values.CopyTo(copy.Values);
        return copy;
    }

    private static Batch Reference(Subject subject, RandomStream random) =>
        subject is DataSubject || (subject is DensitySubject density && density.Target.Capability<IHasExactDraws>() is not null)
            ? subject.Reference(2 * Count, random)
            : new Batch(0, subject.Dimension);
}
