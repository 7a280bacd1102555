using System.Globalization;
using Samovar.Cli.Commands;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Cli.Live;

/// <summary>What can be told of draws where nothing true is at hand to hold beside them: the energy and its score alone, and of particles what any chemist would look at.</summary>
/// <remarks>None of it sees a missing mode. It costs about fifty scores a draw, of a few hundred draws.</remarks>
internal static class BlindReadings
{
    private const int Most = 250;

    /// <summary>Readings of finite draws.</summary>
    /// <param name="target">The density; what it knows of true draws is not asked for, since pools of them cost a run of their own.</param>
    /// <param name="points">[n, d].</param>
    /// <param name="random">Source of randomness; advanced.</param>
    internal static IEnumerable<QualityReading> Of(ITarget target, Batch points, RandomStream random)
    {
        Batch some = points.Slice(0, Math.Min(points.Count, Most));
        return [.. Particles(target, points), Settling(target, some, random), Balance(target, some)];
    }

    /// <summary>Overlapping particles, where the energy tells them, and basins with draws that do not overlap.</summary>
    private static IEnumerable<QualityReading> Particles(ITarget target, Batch points)
    {
        if (target.Capability<IParticleSystem>() is null)
        {
            yield break;
        }

        int[] whole = [.. Enumerable.Range(0, points.Count)];
        if (target.Capability<IBoundParticles>() is not null)
        {
            double[] energies = Energies.Of(target, points);
            whole = [.. whole.Where(row => energies[row] < 0)];
            double share = 1 - (whole.Length / (double)points.Count);
            yield return new QualityReading("clash share", share, $"clashes {(100 * share).ToString("0.#", CultureInfo.InvariantCulture)} %");
        }

        if (target.Capability<IHasBasins>() is { } basins)
        {
            int visited = whole.Select(row => basins.BasinOf(points.Row(row))).Distinct().Count();
            yield return new QualityReading("basins visited", visited, $"basins {visited}/{basins.Basins.Count}");
        }
    }

    /// <summary>How a few exact steps change the energy: a sample of the target keeps its energies under them.</summary>
    private static QualityReading Settling(ITarget target, Batch points, RandomStream random) =>
        new EnergyShift().Measure(new Draws(points, EvaluationCost.None), new Bare(target), random) is Measurement.Measured shift
            ? new QualityReading("energy shift under exact steps", shift.Value, $"settles {(shift.Value < 0 ? '−' : '+')}{Math.Abs(shift.Value).ToString("0.00", CultureInfo.InvariantCulture)} sd")
            : new QualityReading("energy shift under exact steps", double.NaN, "settles –");

    /// <summary>−E[(x − m)·s(x)]/d, which is 1 for the target (Stein's identity): above 1 draws are too wide for the energy where they are, below 1 too narrow.</summary>
    private static QualityReading Balance(ITarget target, Batch points)
    {
        Batch score = new(points.Count, points.Dimension);
        target.LogDensityAndScore(points, new double[points.Count], score);
        double sum = 0;
        for (int column = 0; column < points.Dimension; column++)
        {
            double mean = Enumerable.Range(0, points.Count).Average(row => (double)points[row, column]);
            sum += Enumerable.Range(0, points.Count).Sum(row => (points[row, column] - mean) * score[row, column]);
        }

        double balance = -sum / (points.Dimension * (points.Count - 1.0));
        return new QualityReading("width by the score", balance, $"width {Phrases.Number(balance)}");
    }

    /// <summary>The density without what it knows.</summary>
    private sealed class Bare(ITarget inner) : ITarget
    {
        public string Name => inner.Name;

        public int Dimension => inner.Dimension;

        public void LogDensity(Batch points, Span<double> logDensity) => inner.LogDensity(points, logDensity);

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => inner.LogDensityAndScore(points, logDensity, score);

        public T? Capability<T>()
            where T : class => typeof(T) == typeof(IHasLaneKernel) ? inner.Capability<T>() : null;
    }
}
