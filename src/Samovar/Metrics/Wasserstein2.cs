using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The Wasserstein-2 distance to exact draws, by exact assignment on chunks of at most 2,000 draws; in the units of the points.</summary>
/// <remarks>
/// The mean over up to five disjoint chunks, each against its own exact draws. It does not go to 0 for a perfect sampler: read it beside its floor,
/// the mean of the same distance between two exact samples. In high dimension it is saturated and ranks nothing.
/// </remarks>
[Catalogued("wasserstein-2")]
public sealed class Wasserstein2() : Metric("wasserstein-2")
{
    private const int LargestChunk = 2_000;
    private const int MostChunks = 5;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IParticleSystem>() is not null)
        {
            return NotApplicable("is saturated by rotations and exchanged particles, which change nothing in this target");
        }

        if (target.Capability<IHasExactDraws>() is not { } truth)
        {
            return Missing("exact draws", target);
        }

        int size = Math.Min(points.Count, LargestChunk);
        Batch Exact() => TruthSample.Draw(truth, size, target.Dimension, random);
        double[] distances = Enumerable.Range(0, Math.Min(points.Count / size, MostChunks))
            .Select(chunk => ExactWasserstein.Distance(points.Slice(chunk * size, size), Exact()))
            .ToArray();
        double floor = Enumerable.Range(0, MostChunks).Average(_ => ExactWasserstein.Distance(Exact(), Exact()));
        return Measured(distances.Average(), Spread.ErrorOfMean(distances), floor);
    }
}
