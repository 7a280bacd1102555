using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The best there is to compare draws with: true draws, or else those of a short tempered run.</summary>
internal static class Evidence
{
    /// <summary>What must exist for any of it, as words of a reason.</summary>
    public const string Need = "exact draws or a short tempered run";

    private const int MostDistances = 128;

    /// <summary>Draws it; null where there is neither.</summary>
    /// <param name="target">The target.</param>
    public static IHasExactDraws? Of(ITarget target) =>
        TrueDraws.Of(target) ?? (target.Capability<IHasTemperedSample>() is { } tempered ? new PooledDraws(tempered.TemperedSample) : null);

    /// <summary>True draws, or else all those of a short tempered run; null where there is neither.</summary>
    /// <param name="target">The target.</param>
    /// <param name="count">Number of true draws; a tempered run has as many as it has.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static Batch? Sample(ITarget target, int count, RandomStream random) =>
        TrueDraws.Of(target) is { } truth ? TruthSample.Draw(truth, count, target.Dimension, random) : target.Capability<IHasTemperedSample>()?.TemperedSample;

    /// <summary>Draws as a comparison should see them: of particles the sorted distances of pairs, which no rotation or exchange changes; otherwise their coordinates.</summary>
    /// <remarks>Of more than 128 distances, 128 from the least to the greatest, evenly by rank: neighbours in that order say the same, and more features than draws teach nothing.</remarks>
    /// <param name="target">The target.</param>
    /// <param name="points">[n, d] draws.</param>
    public static Batch Features(ITarget target, Batch points)
    {
        if (target.Capability<IParticleSystem>() is not { } system)
        {
            return points;
        }

        double[] distances = PairDistances.Of(system, points);
        int pairs = distances.Length / points.Count;
        Batch features = new(points.Count, Math.Min(pairs, MostDistances));
        for (int row = 0; row < points.Count; row++)
        {
            Span<double> own = distances.AsSpan(row * pairs, pairs);
            own.Sort();
            for (int column = 0; column < features.Dimension; column++)
            {
                features[row, column] = (float)own[column * (pairs - 1) / Math.Max(1, features.Dimension - 1)];
            }
        }

        return features;
    }
}
